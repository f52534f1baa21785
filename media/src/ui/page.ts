/** The whole page from top to bottom, and what concerns all of it: theme changes and where the focus goes. */
import type { Effect } from '../commands';
import type { Derived } from '../derived';
import { createMeasuredPanel } from '../overlay/measuredPanel';
import { createTraceLanes } from '../overlay/traceLanes';
import type { RunCache } from '../run/run';
import type { State } from '../store';
import { createAssumptions } from './assumptions';
import type { Actions } from './component';
import { createControls } from './controls';
import { createDetails } from './details';
import { element } from './dom';
import { createEvidence } from './evidence';
import { createHeader } from './header';
import { createHelp } from './help';
import { createLegend } from './legend';
import { createModes } from './modes';
import { createOverview } from './overview';
import { createScalability } from './scalability';
import { createSpanTable } from './spanTable';
import { readLook } from './surface';
import { createThreadTable } from './threadTable';
import { createTimeline } from './timeline';
import { createToolbar } from './toolbar';
import { createTooltip } from './tooltip';

export interface Page {
  readonly element: HTMLElement;
  update(state: State, derived: Derived | undefined): void;
  focus(target: Extract<Effect, { type: 'focus' }>['target']): void;
  timelineHasFocus(): boolean;
  png(): string | undefined;
}

export function createPage(actions: Actions, cache: RunCache): Page {
  const firstLook = readLook(document.body, devicePixelRatio);
  const tooltip = createTooltip();
  const header = createHeader(actions);
  const toolbar = createToolbar(actions);
  const overview = createOverview(actions, firstLook);
  const timeline = createTimeline(actions, tooltip, firstLook);
  const traceLanes = createTraceLanes(actions, tooltip, firstLook);
  const legend = createLegend(actions);
  const threads = createThreadTable(actions);
  const help = createHelp(actions);
  const loading = element('p', { class: 'loading', text: 'Loading the simulation…' });
  const parts = [
    header,
    createControls(actions),
    createModes(actions),
    toolbar,
    overview,
    timeline,
    traceLanes,
    createDetails(actions),
    legend,
    createEvidence(actions),
    threads,
    createSpanTable(actions),
    createMeasuredPanel(actions),
    createScalability(actions, cache),
    createAssumptions(actions),
    help,
  ];
  const root = element(
    'div',
    { class: 'page' },
    loading,
    ...parts.map((part) => part.element),
    tooltip.element,
  );

  function retheme(): void {
    const look = readLook(document.body, devicePixelRatio);
    overview.retheme(look);
    timeline.retheme(look);
    traceLanes.retheme(look);
    legend.retheme(look.theme, look.patterns, look.pixelRatio);
  }
  legend.retheme(firstLook.theme, firstLook.patterns, firstLook.pixelRatio);
  // VS Code changes themes by swapping classes on body and variables on the root element.
  const themes = new MutationObserver(retheme);
  themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style'] });
  followPixelRatio(retheme);

  return {
    element: root,
    update(state, derived) {
      loading.hidden = derived !== undefined || state.notice !== undefined;
      for (const part of parts) part.update(state, derived);
    },
    focus(target) {
      switch (target) {
        case 'find':
          return toolbar.focusFind();
        case 'legend':
          return legend.focus();
        case 'table':
          return threads.focus();
        case 'timeline':
          return timeline.focus();
        case 'help':
          return help.focus();
        case 'evidence':
          return root.querySelector<HTMLElement>('#panel-evidence-summary')?.focus();
      }
    },
    timelineHasFocus: () => timeline.element.contains(document.activeElement),
    png: () => timeline.png(),
  };
}

/** Calls back whenever the resolution of the screen changes: another monitor, another zoom. */
function followPixelRatio(onChange: () => void): void {
  const query = matchMedia(`(resolution: ${String(devicePixelRatio)}dppx)`);
  query.addEventListener(
    'change',
    () => {
      onChange();
      followPixelRatio(onChange);
    },
    { once: true },
  );
}
