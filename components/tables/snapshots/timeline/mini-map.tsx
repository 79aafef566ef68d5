'use client';
import { useCallback, useEffect, useMemo, useRef, type PointerEvent } from 'react';
import { timeScale } from '@/components/charts/time-scale';
import { day } from '@/components/shell/words';
import { brushed, brushPart, type BrushPart, type Camera } from './camera';
import { historyBins } from './soundings';
import type { Pen } from './pen';
import { useCanvas } from './use-canvas';

const HEIGHT = 24;
const WORDS = 16;
const BAR = 3;
const CURSOR: Readonly<Record<BrushPart, string>> = { from: 'ew-resize', to: 'ew-resize', inside: 'grab', outside: 'crosshair' };

/** The whole history as commits by slices of time; its brush is the window: an edge resizes, its inside moves, elsewhere a new one is drawn. */
export function MiniMap({ at, camera, width, now }: { readonly at: readonly number[]; readonly camera: Camera; readonly width: number; readonly now: number }) {
  const { from, to } = camera.bounds;
  const bins = useMemo(() => historyBins(at, from, to, Math.max(1, Math.floor(width / BAR))), [at, from, to, width]);
  const draw = useCallback((pen: Pen) => {
    const scale = timeScale(from, to, width);
    const most = Math.max(1, ...bins);
    for (const [index, value] of bins.entries()) {
      const height = value === 0 ? 0 : Math.max(2, (value / most) * (HEIGHT - 4));
      pen.fill('--bar-ink', index * BAR, HEIGHT - height, BAR - 1, height);
    }
    pen.fill('--rule', 0, HEIGHT, width, 1);
    const [left, right] = [scale.x(camera.window.from), scale.x(camera.window.to)];
    const wide = Math.max(4, right - left - 1);
    const { ctx } = pen;
    ctx.globalAlpha = 0.14;
    pen.fill('--water', left, 0, wide, HEIGHT);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = pen.ink('--water');
    ctx.lineWidth = 1;
    ctx.strokeRect(left + 0.5, 0.5, wide, HEIGHT);
    for (const x of [left, left + wide]) pen.fill('--water', x - 1, HEIGHT / 2 - 5, 3, 10);
    pen.text(day(new Date(from).toISOString(), now), 0, HEIGHT + 14);
    pen.text(day(new Date(to).toISOString(), now), width, HEIGHT + 14, { align: 'right' });
  }, [bins, camera, from, to, now, width]);
  const { ref, again } = useCanvas(width, HEIGHT + WORDS, draw);
  useEffect(() => camera.follow(again), [camera, again]);
  const grip = useRef<{ readonly part: BrushPart; readonly start: number; readonly window: Camera['window'] } | null>(null);
  const placed = (event: PointerEvent<HTMLCanvasElement>) => {
    const scale = timeScale(from, to, width);
    const x = Math.min(width, Math.max(0, event.clientX - event.currentTarget.getBoundingClientRect().left));
    return { x, at: scale.at(x), part: brushPart(x, scale.x(camera.window.from), scale.x(camera.window.to)) };
  };
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    const { part, at: start } = placed(event);
    // of the whole there is nothing to move: a new window is drawn in it
    const isWhole = part === 'inside' && camera.window.to - camera.window.from >= to - from;
    grip.current = { part: isWhole ? 'outside' : part, start, window: camera.window };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const { at: here, part } = placed(event);
    event.currentTarget.style.setProperty('cursor', grip.current?.part === 'inside' ? 'grabbing' : CURSOR[grip.current?.part ?? part]);
    if (!grip.current || (grip.current.part === 'outside' && Math.abs(here - grip.current.start) < ((to - from) / Math.max(1, width)) * 4)) return;
    camera.look(brushed(grip.current.part, grip.current.window, grip.current.start, here, camera.bounds));
  };
  const up = () => { grip.current = null; };
  return <canvas ref={ref} role="img" aria-label="Commits over the whole history" className="block touch-none" onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} />;
}
