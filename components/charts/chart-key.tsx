import type { ChartKind } from './chart-choice';
import type { ChartSeries } from './chart-data';
import { seriesGround } from './series-ink';

/** Which ink is which series, where labels at the lines would not fit. */
export function ChartKey({ series, kind }: { readonly series: readonly ChartSeries[]; readonly kind: ChartKind }) {
  return (
    <ul className="flex flex-wrap gap-x-3.5 gap-y-1 text-12 text-ink-2">
      {series.map(({ name }, index) => (
        <li key={name} className="flex min-w-0 items-center gap-1.5"><span className={`h-[3px] w-2.5 shrink-0 ${seriesGround(index, series.length, kind)}`} /><span className="truncate">{name}</span></li>
      ))}
    </ul>
  );
}
