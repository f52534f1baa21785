/** Puts the page together: parts, messages, keys and the loop that brings everything up to date after a change. */
import type { ToWebview } from '../../server/src/core/protocol';
import { find, runCommand, selectSpan, sourceMessage } from './commands';
import type { Command, Effect, Outcome } from './commands';
import { createDerive } from './derived';
import type { Derived } from './derived';
import { exportMessage, exportName } from './exports';
import type { Host } from './host';
import { fromSaved, parseToWebview, toSaved } from './incoming';
import { createRunCache } from './run/run';
import type { Simulate } from './run/run';
import { update } from './store';
import type { Action } from './store';
import { summaryMarkdown } from './summary';
import type { Actions, ExportFormat } from './ui/component';
import { commandOfKey } from './ui/keys';
import { createPage } from './ui/page';

export interface AppOptions {
  readonly host: Host;
  readonly simulate: Simulate;
  /** Filled with the page. */
  readonly root: HTMLElement;
}

/** Starts the view. */
export function startApp({ host, simulate, root }: AppOptions): void {
  const cache = createRunCache(simulate);
  const derive = createDerive(cache);
  let state = fromSaved(host.getState());
  let derived: Derived | undefined;
  let scheduled = false;

  const actions: Actions = {
    dispatch,
    run,
    find: (text) => perform((current) => find(text, state, current)),
    focusTimeline: () => page.focus('timeline'),
    select: (ref) => perform((current) => selectSpan(ref, current)),
    openSpan(ref) {
      const message = derived === undefined ? undefined : sourceMessage(ref, derived);
      if (message !== undefined) host.post(message);
    },
    post: (message) => host.post(message),
    exportAs,
  };
  const page = createPage(actions, cache);
  root.replaceChildren(page.element);

  function dispatch(action: Action): void {
    const next = update(state, action);
    if (next === state) return;
    state = next;
    refreshDerived();
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(render);
  }

  /** Derived is brought up to date at once, so that the next key or drag counts from what it sees. */
  function refreshDerived(): void {
    try {
      derived = derive(state);
    } catch (error) {
      // The picture stays at the last run that worked; the message says why it does.
      const text = `This could not be simulated: ${error instanceof Error ? error.message : String(error)}`;
      state = { ...state, notice: { kind: 'error', text } };
    }
  }

  function render(): void {
    scheduled = false;
    page.update(state, derived);
    host.setState(toSaved(state));
  }

  function run(command: Command): void {
    perform((current) => runCommand(command, state, current));
  }

  function perform(compute: (current: Derived) => Outcome): void {
    if (derived === undefined) return;
    const outcome = compute(derived);
    for (const action of outcome.actions) dispatch(action);
    for (const effect of outcome.effects) carryOut(effect);
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'post':
        host.post(effect.message);
        return;
      case 'focus':
        // What is to get the focus may be about to appear.
        requestAnimationFrame(() => page.focus(effect.target));
        return;
      case 'copy-summary':
        if (derived !== undefined) host.post({ type: 'copy', text: summaryMarkdown(derived) });
    }
  }

  function exportAs(format: ExportFormat): void {
    if (derived === undefined) return;
    if (format === 'png') {
      const content = page.png();
      if (content !== undefined) {
        host.post({ type: 'save', fileName: exportName('png', derived), content, encoding: 'base64' });
      }
      return;
    }
    const message = exportMessage(format, derived);
    if (message !== undefined) host.post(message);
  }

  function receive(message: ToWebview): void {
    switch (message.type) {
      case 'subject':
        return dispatch({ type: 'subject', subject: message.subject });
      case 'stale':
        return dispatch({ type: 'stale' });
      case 'cursor':
        return dispatch({ type: 'cursor', path: message.path, line: message.line });
      case 'done':
        if (message.message !== undefined) showNotice('info', message.message);
        return;
      case 'error':
        return showNotice('error', message.message);
      case 'run':
        return run(message.command === 'toggle-compare' ? 'compare' : message.command);
    }
  }

  function showNotice(kind: 'info' | 'error', text: string): void {
    dispatch({ type: 'notice', notice: { kind, text } });
  }

  host.onMessage((raw) => {
    const incoming = parseToWebview(raw);
    if ('message' in incoming) receive(incoming.message);
    else showNotice('error', incoming.problem);
  });
  document.addEventListener('keydown', (event) => {
    if (isTyping(event.target) || event.defaultPrevented) return;
    const command = commandOfKey(event, page.timelineHasFocus());
    if (command === undefined) return;
    event.preventDefault();
    run(command);
  });

  refreshDerived();
  render();
  host.post({ type: 'ready' });
}

/** Keys belong to the field that is being typed in. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['checkbox', 'range', 'button'].includes(target.type);
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
