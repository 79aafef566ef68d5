export const GESTURES = ['zoom', 'move', 'brush'] as const;
export type Gesture = (typeof GESTURES)[number];

/** Milliseconds from one frame to the next, and what the page's own script took of each. */
export interface Frames {
  readonly intervals: number[];
  readonly work: number[];
}

/**
 * Runs in the page: one wheel or pointer event a frame, as a hand sends them, and the time from frame to frame. The whole
 * function is handed over, so it names nothing outside of itself.
 */
export async function driveFrames({ gesture, frames }: { readonly gesture: Gesture; readonly frames: number }): Promise<Frames> {
  const group = document.querySelector('[role="group"][aria-label^="Snapshots over time"]');
  const [strip, plot] = group?.querySelectorAll('canvas') ?? [];
  const target = gesture === 'brush' ? strip : plot;
  if (!target) throw new Error('The drawing is not there');
  const box = target.getBoundingClientRect();
  const [middle, y] = [box.left + box.width * 0.6, box.top + Math.min(12, box.height / 2)];
  const point = (type: string, x: number) => target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse', button: type === 'pointermove' ? -1 : 0, buttons: 1, clientX: x, clientY: y }));
  const wheel = (deltaY: number) => plot?.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY, clientX: middle, clientY: y }));
  // events made by script own no pointer that could be captured
  HTMLElement.prototype.setPointerCapture = () => undefined;
  const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const swing = (index: number, period: number) => Math.sin((index / period) * 2 * Math.PI);
  if (gesture !== 'zoom') for (let index = 0; index < 10; index += 1) wheel(-200);
  await next();
  if (gesture !== 'zoom') point('pointerdown', middle);
  const intervals: number[] = [];
  const work: number[] = [];
  let before = await next();
  for (let index = 0; index < frames; index += 1) {
    let drawing = 0;
    // callbacks of a frame run in the order of their asking: ours, the page's that the event asks for, ours again
    requestAnimationFrame(() => (drawing = performance.now()));
    const began = performance.now();
    if (gesture === 'zoom') wheel(-60 * swing(index + 30, 120));
    else point('pointermove', middle + box.width * 0.3 * swing(index, 120));
    const handled = performance.now() - began;
    const at = await new Promise<number>((resolve) => requestAnimationFrame((stamp) => {
      work.push(handled + performance.now() - drawing);
      resolve(stamp);
    }));
    intervals.push(at - before);
    before = at;
  }
  if (gesture !== 'zoom') point('pointerup', middle);
  return { intervals, work };
}
