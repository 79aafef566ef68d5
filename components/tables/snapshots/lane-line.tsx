import type { TimeScale } from '@/components/charts/time-scale';

const BEND = 22;

/**
 * The line of a lane: main runs over the whole width, a branch from where it left its parent to its head, where a
 * bracket stands.
 * @param from where the lane begins: the moment and the height of the parent of its first snapshot; null for a lane without one
 */
export function LaneLine({ scale, y, dropped, whole, from, first, head }: {
  readonly scale: TimeScale; readonly y: number; readonly dropped: boolean; readonly whole: boolean;
  readonly from: { readonly at: number; readonly y: number } | null; readonly first: number | null; readonly head: number | null;
}) {
  const bounded = (at: number) => Math.min(scale.width, Math.max(0, scale.x(at)));
  const start = whole || first === null ? 0 : bounded(from?.at ?? first);
  const end = whole || head === null ? scale.width : bounded(head);
  const bend = Math.min(BEND, Math.max(0, end - start));
  const isForked = !whole && from !== null && scale.x(from.at) >= 0 && scale.x(from.at) <= scale.width;
  return (
    <g className="pointer-events-none">
      {isForked && <path className="fill-transparent stroke-ink-3" strokeOpacity="0.6" d={`M${start} ${from.y}C${start} ${y} ${start} ${y} ${start + bend} ${y}`} />}
      {end > start && <line className="stroke-ink-3" strokeOpacity="0.6" strokeDasharray={dropped ? '3 3' : undefined} x1={isForked ? start + bend : start} x2={end} y1={y} y2={y} />}
      {head !== null && !dropped && scale.x(head) >= 0 && scale.x(head) <= scale.width && <path className="fill-transparent stroke-ink" strokeWidth="1.4" d={`M${scale.x(head) - 6.5} ${y - 9}v-3h13v3`} />}
    </g>
  );
}
