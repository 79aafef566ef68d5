import { segmentLabel, segments, type TimeScale } from './time-scale';

const EDGE = 26;

/** The axis of time: filled and open segments in turn, one a round unit, with lines down through the lanes. */
export function ZebraAxis({ scale, height }: { readonly scale: TimeScale; readonly height: number }) {
  const ends = segments(scale);
  const all = [scale.from, ...ends.filter((at) => at > scale.from && at < scale.to), scale.to];
  return (
    <g>
      {all.slice(0, -1).map((from, index) => {
        const x = scale.x(from);
        return <rect key={from} className={index % 2 === 0 ? 'fill-scale stroke-scale' : 'fill-sheet stroke-scale'} x={x + 0.5} y="18.5" width={Math.max(0, scale.x(all[index + 1] ?? scale.to) - x)} height="3" />;
      })}
      {ends.map((at) => {
        const x = scale.x(at);
        return (
          <g key={at}>
            <line className="stroke-grid-line" x1={x} x2={x} y1="24" y2={height} />
            {x > EDGE && x < scale.width - EDGE && <text className="fill-ink-3 text-11" x={x} y="11" textAnchor="middle">{segmentLabel(at, scale)}</text>}
          </g>
        );
      })}
    </g>
  );
}
