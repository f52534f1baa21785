/** Top of the page: the verdict, that it is a prediction, what it is about, and what the view has to say. */
import type { Derived } from '../derived';
import { formatDuration } from '../run/format';
import type { Run } from '../run/run';
import type { State } from '../store';
import type { Actions, Component } from './component';
import { button, element, setAttribute, setText, withCode } from './dom';
import { icon } from './icons';

export function createHeader(actions: Actions): Component {
  const verdict = element('h1', { id: 'verdict' });
  const predicted = element('span', {
    id: 'predicted',
    class: 'badge',
    text: 'Predicted, not measured',
    title:
      'A simulation of the code as written. The costs of its parts are estimates; see the assumptions below.',
  });
  const python = element('span', { id: 'target-python' });
  const site = button({ id: 'site', class: 'link', title: 'Go to this call' });
  const confidence = element('span', { id: 'confidence' });
  const why = button({
    id: 'why',
    class: 'link',
    text: 'Why',
    title: 'What made the target CPU-bound or not',
    onClick: () => actions.run('why'),
  });
  const fixes = button({
    id: 'fixes',
    class: 'toggle',
    text: 'Fixes…',
    title: 'Go to the call and show what can be changed there',
    onClick: () => actions.post({ type: 'show-fixes' }),
  });
  const stale = createBanner(
    'stale',
    'The code has changed since this prediction.',
    button({ id: 'refresh', class: 'button', onClick: refresh }, icon('refresh'), 'Refresh'),
  );
  const follow = button({
    id: 'follow',
    class: 'toggle',
    text: 'Follow',
    title: 'Analyse anew whenever the file changes, and go along to other files (E)',
    attributes: { 'aria-pressed': 'false' },
    onClick: () => actions.run('follow'),
  });
  const cutOff = element('p', { id: 'cut-off', class: 'banner' });
  const noticeText = element('span');
  const notice = element(
    'div',
    { id: 'notice', class: 'banner', attributes: { role: 'status', 'aria-live': 'polite' } },
    noticeText,
    button(
      {
        class: 'icon-button',
        title: 'Close',
        attributes: { 'aria-label': 'Close this message' },
        onClick: () => actions.dispatch({ type: 'notice', notice: undefined }),
      },
      icon('close'),
    ),
  );
  const root = element(
    'header',
    { class: 'header' },
    stale,
    notice,
    cutOff,
    verdict,
    element('p', { class: 'facts' }, predicted, python, confidence, why, site, follow, fixes),
  );

  function refresh(): void {
    actions.dispatch({ type: 'refreshing' });
    actions.post({ type: 'refresh' });
  }

  let shown: Derived['subject'] | undefined;
  site.addEventListener('click', () => {
    if (shown === undefined) return;
    const { path, line, column } = shown.site.at;
    actions.post({ type: 'open-source', path, line, column });
  });

  return {
    element: root,
    update(state: State, derived: Derived | undefined) {
      stale.hidden = !state.stale || state.follow;
      setAttribute(follow, 'aria-pressed', String(state.follow));
      follow.hidden = derived === undefined;
      fixes.hidden = derived === undefined;
      why.hidden = derived === undefined;
      stale.classList.toggle('busy', state.refreshing);
      notice.hidden = state.notice === undefined;
      notice.classList.toggle('error', state.notice?.kind === 'error');
      setText(noticeText, state.notice?.text ?? '');
      const longest = derived?.runs.find((run) => run.result.truncated);
      cutOff.hidden = longest === undefined;
      if (longest !== undefined) setText(cutOff, cutOffText(longest));
      if (derived === undefined || derived.subject === shown) return;
      shown = derived.subject;
      const { at, target, api, confidence: sure } = shown.site;
      verdict.replaceChildren(...withCode(keepUnits(shown.sentence)));
      setText(python, `Python ${shown.pythonVersion}, ${gilText(shown.gil)}`);
      site.replaceChildren(
        element('code', { text: target }),
        ` in ${shortApi(api)}, ${at.path}:${String(at.line)}`,
      );
      setText(confidence, `Confidence ${sure}`);
    },
  };
}

function createBanner(id: string, text: string, action: HTMLElement): HTMLElement {
  return element(
    'div',
    { id, class: 'banner', attributes: { role: 'status' } },
    element('span', { text }),
    action,
  );
}

/** No line ends between a number and what it counts. */
function keepUnits(sentence: string): string {
  return sentence.replaceAll(/(\d) /g, '$1\u00a0');
}

/** For runs with more events than anybody waits for. */
function cutOffText({ title, result }: Run): string {
  return `${title} is cut off after ${formatDuration(result.wallSeconds)}: the run is longer than what is simulated.`;
}

function gilText(gil: 'auto' | 'on' | 'off'): string {
  return gil === 'off' ? 'built without the GIL' : 'with the GIL';
}

/** `concurrent.futures.ThreadPoolExecutor.submit` → `ThreadPoolExecutor.submit`: packages are lower case. */
function shortApi(api: string): string {
  const parts = api.split('.');
  const first = parts.findIndex((part) => /^[A-Z]/.test(part));
  return (first < 0 ? parts.slice(-2) : parts.slice(first)).join('.');
}
