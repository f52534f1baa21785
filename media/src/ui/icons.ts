/** The few icons of the toolbar as strokes on a 16 × 16 grid, in the colour of the text around them. */
import { svg } from './dom';

export type IconName =
  | 'play'
  | 'pause'
  | 'step-forward'
  | 'step-back'
  | 'zoom-in'
  | 'zoom-out'
  | 'whole'
  | 'undo'
  | 'copy'
  | 'export'
  | 'help'
  | 'refresh'
  | 'go'
  | 'close'
  | 'fit'
  | 'reset';

const PATHS: Readonly<Record<IconName, string>> = {
  play: 'M4.5 2.8v10.4L13 8Z',
  pause: 'M5 3v10M11 3v10',
  'step-forward': 'M3.5 3.5v9L10 8ZM12.5 3.5v9',
  'step-back': 'M12.5 3.5v9L6 8ZM3.5 3.5v9',
  'zoom-in': 'M7 3.5v7M3.5 7h7M10.6 10.6 14 14M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z',
  'zoom-out': 'M3.5 7h7M10.6 10.6 14 14M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z',
  whole: 'M1.5 3v10M14.5 3v10M4 8h8M6 6 4 8l2 2M10 6l2 2-2 2',
  fit: 'M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M5.5 8h5',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H7',
  copy: 'M5.5 5.5h8v8h-8zM5.5 10.5h-3v-8h8v3',
  export: 'M8 2v8M5 7l3 3 3-3M2.5 11v2.5h11V11',
  help: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.7 8 9 8 10M8 12v.8',
  refresh: 'M13.5 3v3.5H10M13 6.5A5.5 5.5 0 1 0 13.5 9',
  reset: 'M2.5 3v3.5H6M3 6.5A5.5 5.5 0 1 1 2.5 9',
  go: 'M4 12 12 4M6 4h6v6',
  close: 'M4 4l8 8M12 4l-8 8',
};

export function icon(name: IconName): SVGSVGElement {
  return svg(
    'svg',
    { class: 'icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: PATHS[name] }),
  );
}
