'use client';
import { useMemo, useRef, type PointerEvent } from 'react';
import { day } from '@/components/shell/words';
import { historyBins, type TimelineSnapshot } from './timeline-marks';
import { timeScale } from '@/components/charts/time-scale';

const HEIGHT = 24;
const BAR = 3;

/** The whole history as commits by slices of time; drag over it to choose the window below. */
export function HistoryStrip({ snapshots, from, to, now, width, window, onWindow }: {
  readonly snapshots: readonly TimelineSnapshot[]; readonly from: number; readonly to: number; readonly now: number; readonly width: number;
  readonly window: { readonly from: number; readonly to: number }; readonly onWindow: (from: number, to: number) => void;
}) {
  const scale = timeScale(from, to, width);
  const bins = useMemo(() => historyBins(snapshots, from, to, Math.max(1, Math.floor(width / BAR))), [snapshots, from, to, width]);
  const most = Math.max(1, ...bins);
  const start = useRef<number | null>(null);
  const at = (event: PointerEvent<SVGSVGElement>) => scale.at(Math.min(width, Math.max(0, event.clientX - event.currentTarget.getBoundingClientRect().left)));
  const down = (event: PointerEvent<SVGSVGElement>) => {
    start.current = at(event);
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (start.current === null) return;
    const here = at(event);
    if (Math.abs(scale.x(here) - scale.x(start.current)) > 4) onWindow(Math.min(start.current, here), Math.max(start.current, here));
  };
  const left = Math.max(0, scale.x(window.from));
  const right = Math.min(width, scale.x(window.to));
  return (
    <svg width={width} height={HEIGHT + 18} className="cursor-crosshair touch-none" role="img" aria-label="Commits over the whole history" onPointerDown={down} onPointerMove={move} onPointerUp={() => (start.current = null)}>
      {bins.map((value, index) => value > 0 && (
        <rect key={index} className="fill-bar" x={index * BAR} y={HEIGHT - Math.max(2, (value / most) * (HEIGHT - 4))} width={BAR - 1} height={Math.max(2, (value / most) * (HEIGHT - 4))} />
      ))}
      <line className="stroke-rule" x1="0" x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
      <rect className="fill-water stroke-water" fillOpacity="0.14" x={left + 0.5} y="0.5" width={Math.max(4, right - left - 1)} height={HEIGHT} rx="1" />
      <text className="fill-ink-3 text-11" x="0" y={HEIGHT + 14}>{day(new Date(from).toISOString(), now)}</text>
      <text className="fill-ink-3 text-11" x={width} y={HEIGHT + 14} textAnchor="end">{day(new Date(to).toISOString(), now)}</text>
    </svg>
  );
}
