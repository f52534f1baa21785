/** Turns pointer and wheel events on an element into moves, zooms, clicks and marked ranges. Knows nothing of time. */

export interface GestureHandlers {
  /** Content follows the pointer by `dxPx`. `first` starts a gesture. */
  onPan(dxPx: number, first: boolean): void;
  /** `factor` below 1 shows less time. */
  onZoom(factor: number, xPx: number, first: boolean): void;
  onClick(xPx: number, yPx: number): void;
  onDoubleClick(xPx: number, yPx: number): void;
  onRange(fromPx: number, toPx: number): void;
  onHover(xPx: number, yPx: number, event: PointerEvent): void;
  onLeave(): void;
  /** Whether a plain wheel moves in time by `dxPx`; otherwise the page scrolls. */
  canPan(dxPx: number): boolean;
}

/** Movement below this is a click. */
const CLICK_SLOP_PX = 4;
/** Wheel events closer than this belong to one gesture. */
const WHEEL_PAUSE_MS = 350;
/** Zoom for one notch of a usual mouse wheel (100 px): a third. */
const ZOOM_PER_PX = Math.log(1.5) / 100;
/** Height of a line, for wheels that count in lines. */
const LINE_PX = 16;

export function attachGestures(target: HTMLElement, handlers: GestureHandlers): void {
  attachPointer(target, handlers);
  attachWheel(target, handlers);
}

function attachPointer(target: HTMLElement, handlers: GestureHandlers): void {
  const pointers = new Map<number, { x: number; y: number }>();
  let start: { x: number; y: number; range: boolean } | undefined;
  let moved = false;
  let pinchPx = 0;

  function place(event: PointerEvent): { x: number; y: number } {
    const box = target.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  target.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, place(event));
    if (pointers.size === 1) {
      start = { ...place(event), range: event.shiftKey };
      moved = false;
    } else {
      pinchPx = spread(pointers);
    }
  });

  target.addEventListener('pointermove', (event) => {
    const at = place(event);
    const before = pointers.get(event.pointerId);
    if (before === undefined || start === undefined) {
      handlers.onHover(at.x, at.y, event);
      return;
    }
    pointers.set(event.pointerId, at);
    if (pointers.size > 1) {
      const now = spread(pointers);
      if (now > 0 && pinchPx > 0) handlers.onZoom(pinchPx / now, centre(pointers), !moved);
      pinchPx = now;
      moved = true;
      return;
    }
    const first = !moved;
    if (first && Math.hypot(at.x - start.x, at.y - start.y) < CLICK_SLOP_PX) return;
    if (first) {
      // Captured only now: capturing at once would take double-clicks away from what lies under the pointer.
      target.setPointerCapture(event.pointerId);
      target.classList.add('dragging');
      handlers.onLeave();
    }
    moved = true;
    if (start.range) handlers.onRange(start.x, at.x);
    else handlers.onPan(first ? at.x - start.x : at.x - before.x, first);
  });

  const end = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size > 0) return;
    target.classList.remove('dragging');
    if (!moved && start !== undefined && event.type === 'pointerup') handlers.onClick(start.x, start.y);
    start = undefined;
  };
  target.addEventListener('pointerup', end);
  target.addEventListener('pointercancel', end);
  target.addEventListener('pointerleave', () => handlers.onLeave());
  target.addEventListener('dblclick', (event) => {
    const box = target.getBoundingClientRect();
    handlers.onDoubleClick(event.clientX - box.left, event.clientY - box.top);
  });
}

function attachWheel(target: HTMLElement, handlers: GestureHandlers): void {
  let last = Number.NEGATIVE_INFINITY;
  target.addEventListener(
    'wheel',
    (event) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      const first = event.timeStamp - last > WHEEL_PAUSE_MS;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        last = event.timeStamp;
        const x = event.clientX - target.getBoundingClientRect().left;
        handlers.onZoom(Math.exp(event.deltaY * unit * ZOOM_PER_PX), x, first);
        return;
      }
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const dx = (sideways ? event.deltaX : event.deltaY) * unit;
      if (dx === 0 || !handlers.canPan(dx)) return;
      event.preventDefault();
      last = event.timeStamp;
      handlers.onPan(-dx, first);
    },
    { passive: false },
  );
}

function spread(pointers: ReadonlyMap<number, { readonly x: number; readonly y: number }>): number {
  const [a, b] = [...pointers.values()];
  return a === undefined || b === undefined ? 0 : Math.abs(a.x - b.x);
}

function centre(pointers: ReadonlyMap<number, { readonly x: number }>): number {
  const places = [...pointers.values()].map(({ x }) => x);
  return places.reduce((sum, x) => sum + x, 0) / Math.max(places.length, 1);
}
