/** The editor around the view. The only file that knows `acquireVsCodeApi`; the rest is handed a `Host`. */
import type { FromWebview } from '../../server/src/core/protocol';

export interface Host {
  post(message: FromWebview): void;
  /** What `setState` was given last, also after the view was hidden or the window reloaded. */
  getState(): unknown;
  setState(state: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** Call once: VS Code gives its interface out a single time. */
export function acquireHost(target: Window): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
    onMessage: (listener) => target.addEventListener('message', (event) => listener(event.data)),
  };
}
