import type { ChartKind } from './chart-choice';
import type { ChartData } from './chart-data';
import { heightText } from './chart-words';
import { seriesGround } from './series-ink';

/** What the pointer or the arrow keys are at: the place, and each series' height at the right. */
export function ChartTip({ data, kind, at }: { readonly data: ChartData; readonly kind: ChartKind; readonly at: number }) {
  return (
    <div className="min-w-36 rounded-2 bg-raised px-2.5 py-1.5 text-12 text-ink shadow-pop">
      <p className="text-ink-3">{data.labels[at]}</p>
      {data.series.map((series, index) => (
        <p key={series.name} className="flex items-center gap-1.5">
          <span className={`h-[3px] w-2.5 shrink-0 ${seriesGround(index, data.series.length, kind)}`} />
          <span className="max-w-48 truncate">{series.name}</span>
          <span className="ml-auto pl-3 font-strong">{heightText(series.values[at] ?? null)}</span>
        </p>
      ))}
    </div>
  );
}
