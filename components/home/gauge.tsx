import { gaugeTicks, type GaugeCommit } from './gauge-ticks';

const HEIGHT = 18;

/** A tide gauge: a tick a commit, its height the rows; the silence since a commit was due is tinted. */
export function Gauge({ commits, from, to, width, due, label }: {
  readonly commits: readonly GaugeCommit[]; readonly from: number; readonly to: number; readonly width: number;
  /** when the next commit was due, in milliseconds since the epoch; null while it is not late */
  readonly due: number | null; readonly label: string;
}) {
  const silence = due === null ? width : Math.min(width, Math.max(0, ((due - from) / Math.max(1, to - from)) * width));
  return (
    <svg width={width} height={HEIGHT + 1} className="block" role="img" aria-label={label}>
      {silence < width && <rect className="fill-warn-soft" x={silence} y="0" width={width - silence} height={HEIGHT} />}
      {gaugeTicks(commits, from, to, width, HEIGHT - 2).map((tick) => (
        <rect key={tick.x} className={tick.kind === 'append' ? 'fill-op-append' : 'fill-op-overwrite'} x={tick.x} y={HEIGHT - tick.height} width="2" height={tick.height} />
      ))}
      <line className="stroke-rule" x1="0" x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
    </svg>
  );
}

/** Where a gauge would stand if the table could be read: hatched, with what is so. */
export function NoGauge({ width, id }: { readonly width: number; readonly id: string }) {
  return (
    <svg width={width} height={HEIGHT + 1} className="block" role="img" aria-label="No readable snapshot">
      <defs>
        <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect className="fill-bad-soft" width="4" height="8" /></pattern>
      </defs>
      <rect fill={`url(#${id})`} width={width} height={HEIGHT} />
      {width > 150 && <text className="fill-bad-ink text-12" x="8" y="13">no readable snapshot</text>}
    </svg>
  );
}
