/** Hands the state to the editor, which gives it back to a view that was hidden or whose window was loaded anew. */
import type { Host } from './host';
import { toSaved } from './incoming';
import type { State } from './store';

export interface Saver {
  /** To be called with every state that is about to be drawn. */
  changed(state: State): void;
  /** Hands over what still waits. */
  flush(): void;
}

/** How long what changes in every frame of a movement may wait. */
const SAVE_AFTER_MS = 200;

/**
 * What people have set is handed over before it is drawn: VS Code throws the page of a hidden view away without asking
 * it, so what they have seen must not be lost. Only movements wait, as the state holds the whole scenario.
 */
export function createSaver(host: Pick<Host, 'setState'>): Saver {
  let latest: State | undefined;
  let saved: State | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (latest === undefined || latest === saved) return;
    saved = latest;
    host.setState(toSaved(latest));
  }

  return {
    changed(state) {
      latest = state;
      if (saved !== undefined && onlyMoved(saved, state)) timer ??= setTimeout(flush, SAVE_AFTER_MS);
      else flush();
    },
    flush,
  };
}

/** Whether the two differ at most in what panning, zooming, marking, the clock and the editor's cursor move. */
function onlyMoved(a: State, b: State): boolean {
  const { view, earlierViews, range, playhead, cursor } = a;
  const moved: State = { ...b, view, earlierViews, range, playhead, cursor };
  return (Object.keys(a) as (keyof State)[]).every((key) => a[key] === moved[key]);
}
