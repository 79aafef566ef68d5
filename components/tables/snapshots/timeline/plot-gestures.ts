import { panned, pinched, zoomed, type Camera } from './camera';

/** Moved less than this, a press is a click. */
const STILL = 4;
const LINE = 16;

interface Gestures {
  readonly camera: Camera;
  /** pixels from the left of the plot, and its width */
  readonly plotX: (clientX: number) => number;
  readonly width: () => number;
  readonly onClick: (event: PointerEvent) => void;
  /** null when the pointer has left or drags */
  readonly onPoint: (event: PointerEvent | null) => void;
}

/** Wheel, drag and pinch over the plot: closer and farther about the pointer, along, and with two fingers both. Returns what ends it. */
export function attachGestures(canvas: HTMLElement, { camera, plotX, width, onClick, onPoint }: Gestures): () => void {
  const fingers = new Map<number, number>();
  let pressed: { readonly x: number; readonly y: number } | null = null;
  let dragging = false;
  const msPerPixel = () => (camera.window.to - camera.window.from) / Math.max(1, width());
  const two = (): readonly [number, number] | null => {
    const [a, b] = fingers.values();
    return a === undefined || b === undefined ? null : [a, b];
  };

  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    const along = event.shiftKey && event.deltaX === 0 ? event.deltaY : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
    if (along !== 0) camera.look(panned(camera.window, along * unit * msPerPixel(), camera.bounds));
    // a pinch on a touchpad arrives as a wheel with Ctrl, in small steps
    else camera.look(zoomed(camera.window, camera.window.from + plotX(event.clientX) * msPerPixel(), Math.exp(event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0016)), camera.bounds));
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, plotX(event.clientX));
    pressed = fingers.size === 1 ? { x: event.clientX, y: event.clientY } : null;
    dragging = fingers.size > 1;
  };
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return onPoint(event);
    const here = plotX(event.clientX);
    if (!dragging && pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < STILL) return;
    if (!dragging) onPoint(null);
    dragging = true;
    const was = two();
    fingers.set(event.pointerId, here);
    const is = two();
    if (was && is) camera.look(pinched(camera.window, width(), was, is, camera.bounds));
    else camera.look(panned(camera.window, (before - here) * msPerPixel(), camera.bounds));
  };
  const up = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    if (!dragging && event.type === 'pointerup') onClick(event);
    if (fingers.size === 0) dragging = false;
    pressed = null;
  };
  const leave = () => onPoint(null);

  canvas.addEventListener('wheel', wheel, { passive: false });
  canvas.addEventListener('pointerdown', down);
  canvas.addEventListener('pointermove', move);
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', leave);
  return () => {
    canvas.removeEventListener('wheel', wheel);
    canvas.removeEventListener('pointerdown', down);
    canvas.removeEventListener('pointermove', move);
    canvas.removeEventListener('pointerup', up);
    canvas.removeEventListener('pointercancel', up);
    canvas.removeEventListener('pointerleave', leave);
  };
}
