'use client';
import { useQuery } from '@tanstack/react-query';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { useSize } from '@/components/shell/use-size';
import { count, counted } from '@/components/shell/words';
import { api } from '@/lib/transport/api/client';
import type { drawnPartitions } from './drawn-partitions';

const SHOWN = 60;
const HEIGHT = 84;
/** Bars that one segment of the scale stands for. */
const SEGMENT = 7;

/** Rows of the newest partitions of the current spec, the fullest one named. */
export function RowsByPartition({ asked }: { readonly asked: NonNullable<ReturnType<typeof drawnPartitions>> }) {
  const partitions = useQuery(api.tables.partitions.queryOptions({ input: asked }));
  const { ref, width } = useSize<HTMLDivElement>();
  const names = partitions.data?.names.join(', ') ?? '';
  return (
    <Section title="Rows by partition" note={names}>
      <div ref={ref}>
        <Part query={partitions} what="The partitions" rows={3} empty={({ items, specId }) => items.every((each) => each.specId !== specId) && <p className="border-t border-rule py-1.5 text-12 text-ink-3">{items.length === 0 ? 'No partition holds rows.' : 'All rows lie in partitions of older specs.'}</p>}>
          {({ items, total, specId }) => {
            const current = items.filter((each) => each.specId === specId);
            const older = total - current.length;
            const shown = current.slice(0, SHOWN).toReversed();
            return (
              <>
                {width > 0 && <Bars width={width} bars={shown.map((each) => ({ key: each.partition, name: each.values.length === 1 ? (each.values[0] ?? 'null') : each.partition, rows: each.rows }))} />}
                {(current.length > shown.length || older > 0) && (
                  <p className="text-12 text-ink-3">{[current.length > shown.length ? `The last ${count(shown.length)} of ${count(current.length)}.` : '', older > 0 ? `${counted(older, 'partition')} of older specs ${older === 1 ? 'is' : 'are'} not drawn.` : ''].filter(Boolean).join(' ')}</p>
                )}
              </>
            );
          }}
        </Part>
      </div>
    </Section>
  );
}

interface Bar {
  readonly key: string;
  readonly name: string;
  readonly rows: number;
}

function Bars({ bars, width }: { readonly bars: readonly Bar[]; readonly width: number }) {
  const most = Math.max(1, ...bars.map((each) => each.rows));
  const isEven = bars.filter((each) => each.rows === most).length > 1;
  const fullest = isEven ? -1 : bars.findIndex((each) => each.rows === most);
  const step = Math.max(2, Math.min(24, width / Math.max(1, bars.length)));
  const right = Math.min(width, step * bars.length);
  const isLeft = fullest * step < width / 2;
  const label = isEven ? `${count(most)} at most` : `${clip(bars[fullest]?.name ?? '')}, ${count(most)}`;
  return (
    <svg width={width} height={HEIGHT + 22} role="img" aria-label={`Rows of ${bars.length} partitions; ${label}`}>
      <text className="fill-ink text-11" x={isLeft ? Math.max(0, fullest) * step : Math.min(width, (fullest + 1) * step)} y="10" textAnchor={isLeft ? 'start' : 'end'}>{label}</text>
      <line className="stroke-grid-line" x1="0" x2={right} y1="15.5" y2="15.5" />
      {bars.map((each, index) => {
        const height = each.rows === 0 ? 0 : Math.max(1, (each.rows / most) * (HEIGHT - 18));
        return (
          <rect key={each.key} className={index === fullest ? 'fill-d2' : 'fill-bar'} x={index * step} y={HEIGHT - height} width={Math.max(1, step - 1)} height={height}>
            <title>{`${each.name}: ${count(each.rows)} rows`}</title>
          </rect>
        );
      })}
      {Array.from({ length: Math.ceil(bars.length / SEGMENT) }, (_, index) => <rect key={index} className={index % 2 === 0 ? 'fill-scale stroke-scale' : 'fill-sheet stroke-scale'} x={index * SEGMENT * step + 0.5} y={HEIGHT + 0.5} width={Math.max(0, Math.min(right - 1, (index + 1) * SEGMENT * step) - index * SEGMENT * step)} height="3" />)}
      <text className="fill-ink-3 text-11" x="0" y={HEIGHT + 17}>{clip(bars[0]?.name ?? '')}</text>
      {bars.length > 1 && right > 150 && <text className="fill-ink-3 text-11" x={right} y={HEIGHT + 17} textAnchor="end">{clip(bars.at(-1)?.name ?? '')}</text>}
    </svg>
  );
}

const clip = (text: string) => (text.length > 26 ? `${text.slice(0, 25)}\u2026` : text);
