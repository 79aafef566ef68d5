'use client';
import dynamic from 'next/dynamic';
import { useSize } from '@/components/shell/use-size';
import type { ChartKind } from './chart-choice';
import type { ChartData } from './chart-data';
import { ChartKey } from './chart-key';
import { NAMED_LINES } from './series-ink';

const POINTS_MOST = 1000;
const waiting = () => <span className="appears-late text-12 text-ink-3">Loading the chart</span>;
const SmallChart = dynamic(() => import('./small-chart'), { ssr: false, loading: waiting });
const DenseChart = dynamic(() => import('./dense-chart'), { ssr: false, loading: waiting });

/**
 * Bars or lines over one axis. Its library comes when the first chart is drawn: SVG up to a thousand points, where each
 * can be walked by the arrow keys, a canvas beyond.
 * @param label the drawing in words, for whoever does not see it
 */
export function Chart({ data, kind, height = 280, label }: { readonly data: ChartData; readonly kind: ChartKind; readonly height?: number; readonly label: string }) {
  const { ref, width } = useSize<HTMLDivElement>();
  const Drawing = data.xs.length * data.series.length > POINTS_MOST ? DenseChart : SmallChart;
  const key = data.series.length > 1 && (kind === 'bar' || Drawing === DenseChart || data.series.length > NAMED_LINES);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {key && <ChartKey series={data.series} kind={kind} />}
      <div ref={ref} className="min-w-0">{width > 0 && <Drawing data={data} kind={kind} width={width} height={height} label={label} />}</div>
    </div>
  );
}
