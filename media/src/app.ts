/** Puts the page together: parts, messages, keys and the loop that brings everything up to date after a change. */
import type { ToWebview } from '../../server/src/core/protocol';
import { find, runCommand, selectSpan, sourceMessage } from './commands';
import type { Command, Effect, Outcome } from './commands';
import { createDerive } from './derived';
import type { Derived } from './derived';
import { exportMessage, exportName } from './exports';
import type { Host } from './host';
import { fromSaved, parseToWebview } from './incoming';
import { receiveMeasurement, receiveTrace } from './overlay/receive';
import { createTicker, playedOn } from './playback';
import { createRunCache } from './run/run';
import type { Simulate } from './run/run';
import { createSaver } from './saving';
import { update } from './store';
import type { Action, State } from './store';
import { viewMarkdown } from './summary';
import type { Actions, ExportFormat } from './ui/component';
import { prefersReducedMotion } from './ui/dom';
import { commandOfKey } from './ui/keys';
import { createPage } from './ui/page';

export interface AppOptions {
  readonly host: Host;
  readonly simulate: Simulate;
  /** Filled with the page. */
  readonly root: HTMLElement;
}

/** How long the text must stand still before it is analysed anew. */
const FOLLOW_AFTER_MS = 400;

/** Starts the view. */
export function startApp({ host, simulate, root }: AppOptions): void {
  const cache = createRunCache(simulate);
  const derive = createDerive(cache);
  const saver = createSaver(host);
  let state = firstState(host.getState());
  let derived: Derived | undefined;
  /** The state that `derived` was made from. */
  let derivedFrom: State | undefined;
  let scheduled = false;
  let followUp: ReturnType<typeof setTimeout> | undefined;

  const actions: Actions = {
    dispatch,
    run,
    find: (text) => perform((current) => find(text, state, current)),
    focusTimeline: () => page.focus('timeline'),
    select: (ref) => perform((current) => selectSpan(ref, current)),
    openSpan(ref) {
      const current = currentDerived();
      const message = current === undefined ? undefined : sourceMessage(ref, current);
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
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(render);
  }

  /**
   * What follows from the state as it is now. Asked for when a frame is drawn or a command needs it, not at every change:
   * a slider that is dragged over ten values simulates one of them.
   */
  function currentDerived(): Derived | undefined {
    if (derivedFrom === state) return derived;
    derivedFrom = state;
    try {
      derived = derive(state);
    } catch (error) {
      // The picture stays at the last run that worked; the message says why it does.
      const text = `This could not be simulated: ${error instanceof Error ? error.message : String(error)}`;
      dispatch({ type: 'notice', notice: { kind: 'error', text } });
      derivedFrom = state;
    }
    return derived;
  }

  function render(): void {
    const current = currentDerived();
    scheduled = false;
    saver.changed(state);
    page.update(state, current);
    if (state.playing) ticker.start();
  }

  const ticker = createTicker((elapsedMs) => {
    const current = currentDerived();
    if (!state.playing || current === undefined) return false;
    for (const action of playedOn(state, current, elapsedMs)) dispatch(action);
    return state.playing;
  });

  /** A pause in typing first: analysing every letter would only be thrown away. */
  function followEdit(): void {
    clearTimeout(followUp);
    followUp = setTimeout(() => {
      if (!state.follow || !state.stale) return;
      dispatch({ type: 'refreshing' });
      host.post({ type: 'refresh' });
    }, FOLLOW_AFTER_MS);
  }

  function run(command: Command): void {
    const wanted = command === 'play' && prefersReducedMotion() ? 'step-forward' : command;
    perform((current) => runCommand(wanted, state, current));
  }

  function perform(compute: (current: Derived) => Outcome): void {
    const current = currentDerived();
    if (current === undefined) return;
    const outcome = compute(current);
    for (const action of outcome.actions) dispatch(action);
    for (const effect of outcome.effects) carryOut(effect, current);
  }

  function carryOut(effect: Effect, current: Derived): void {
    switch (effect.type) {
      case 'post':
        host.post(effect.message);
        return;
      case 'focus':
        // What is to get the focus may be about to appear.
        requestAnimationFrame(() => page.focus(effect.target));
        return;
      case 'copy-summary':
        host.post({ type: 'copy', text: viewMarkdown(current) });
    }
  }

  function exportAs(format: ExportFormat): void {
    const current = currentDerived();
    if (current === undefined) return;
    if (format === 'png') {
      const content = page.png();
      if (content !== undefined) {
        host.post({ type: 'save', fileName: exportName('png', current), content, encoding: 'base64' });
      }
      return;
    }
    const message = exportMessage(format, current);
    if (message !== undefined) host.post(message);
  }

  function receive(message: ToWebview): void {
    switch (message.type) {
      case 'subject':
        return dispatch({ type: 'subject', subject: message.subject });
      case 'stale':
        dispatch({ type: 'stale' });
        return followEdit();
      case 'compare':
        return dispatch({ type: 'beside', mode: message.mode, shown: true });
      case 'measured':
        return receiveMeasurement(message.measurement).forEach(dispatch);
      case 'trace':
        return receiveTrace(message.name, message.text, message.again === true).forEach(dispatch);
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

  // The page may be gone the next moment: hidden, reloaded, closed.
  addEventListener('pagehide', saver.flush);
  document.addEventListener('visibilitychange', saver.flush);

  render();
  host.post({ type: 'ready' });
  if (state.follow) host.post({ type: 'follow', follow: true });
}

/** The state to start from. Where a screen reader is in use, a view that is new opens with every span in words. */
function firstState(saved: unknown): State {
  const state = fromSaved(saved);
  return state.subject === undefined && document.body.classList.contains('vscode-using-screen-reader')
    ? update(state, { type: 'panel', panel: 'spans', open: true })
    : state;
}

/** Keys belong to the field that is being typed in. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['checkbox', 'range', 'button'].includes(target.type);
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
