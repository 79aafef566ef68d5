import { segmentLabel, segments, type TimeScale } from './time-scale';

const EDGE = 26;

/**
 * The axis of time: filled and open segments in turn, one a round unit, with lines down through what stands below.
 * @param height of the lines; the axis itself takes 24
 * @param last a word at the right end, such as "now"
 */
export function ZebraAxis({ scale, height = 0, last }: { readonly scale: TimeScale; readonly height?: number; readonly last?: string }) {
  const ends = segments(scale);
  const all = [scale.from, ...ends.filter((at) => at > scale.from && at < scale.to), scale.to];
  const lastEdge = last === undefined ? EDGE : EDGE + 20;
  return (
    <g>
      {all.slice(0, -1).map((from, index) => {
        const x = scale.x(from);
        return <rect key={from} className={index % 2 === 0 ? 'fill-scale stroke-scale' : 'fill-sheet stroke-scale'} x={x + 0.5} y="18.5" width={Math.max(0, scale.x(all[index + 1] ?? scale.to) - x - 0.5)} height="3" />;
      })}
      {ends.map((at) => {
        const x = scale.x(at);
        return (
          <g key={at}>
            {height > 24 && <line className="stroke-grid-line" x1={x} x2={x} y1="24" y2={height} />}
            {x > EDGE && x < scale.width - lastEdge && <text className="fill-ink-3 text-11" x={x} y="11" textAnchor="middle">{segmentLabel(at, scale)}</text>}
          </g>
        );
      })}
      {last !== undefined && <text className="fill-ink-3 text-11" x={scale.width} y="11" textAnchor="end">{last}</text>}
    </g>
  );
}
