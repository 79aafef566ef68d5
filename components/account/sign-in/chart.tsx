import { ISOBATHS, SOUNDINGS } from './chart-shapes';

const FILL = ['fill-depth-0', 'fill-depth-1', 'fill-depth-2', 'fill-depth-3'] as const;

/** The lake as a chart: the one place where the chart is decoration. */
export function Chart() {
  return (
    <svg className="absolute inset-0 size-full" viewBox="0 0 940 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {ISOBATHS.map(([depth, outline], index) => (
        <path key={outline.length * 10 + index} className={`${FILL[depth]} stroke-depth-4`} strokeWidth={index % 3 === 0 && index > 0 ? 1.3 : 0.8} strokeOpacity={index % 3 === 0 && index > 0 ? 0.75 : 0.55} d={outline} />
      ))}
      {SOUNDINGS.map(([x, y, metres, tenths]) => (
        <text key={`${x},${y}`} className="fill-ink-2 text-11" x={x} y={y}>
          {metres}
          <tspan fontSize="8" dy="3">{tenths}</tspan>
        </text>
      ))}
    </svg>
  );
}
