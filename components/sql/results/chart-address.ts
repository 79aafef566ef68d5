import type { ChartChoice } from '@/components/charts/chart-choice';

/** A choice as the address keeps it, `bar.0.2` or `line.0.2.1`; columns by position. */
export const chartChoiceText = ({ kind, x, y, series }: ChartChoice): string => [kind, x, y, ...(series === null ? [] : [series])].join('.');

/** The choice that an address names; null when it names none. Whether it fits the answer is asked where it is drawn. */
export function chartChoiceOf(text: string | null): ChartChoice | null {
  const parts = /^(bar|line)\.(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text ?? '');
  if (!parts) return null;
  return { kind: parts[1] === 'line' ? 'line' : 'bar', x: Number(parts[2]), y: Number(parts[3]), series: parts[4] === undefined ? null : Number(parts[4]) };
}
