'use client';
import { useQuery } from '@tanstack/react-query';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { useSize } from '@/components/shell/use-size';
import { count, short } from '@/components/shell/words';
import { api } from '@/lib/transport/api/client';
import type { TablePlace } from '../table-place';

const SHOWN = 60;
const HEIGHT = 84;

/** Rows of the last partitions, the fullest one named. */
export function RowsByPartition({ place }: { readonly place: TablePlace }) {
  const partitions = useQuery(api.tables.partitions.queryOptions({ input: { ...place, limit: 1000 } }));
  const { ref, width } = useSize<HTMLDivElement>();
  const names = partitions.data?.names.join(', ') ?? '';
  return (
    <Section title="Rows by partition" note={names}>
      <div ref={ref}>
        <Part query={partitions} what="The partitions" rows={3} empty={({ items }) => items.length === 0 && <p className="text-12 text-ink-3">No partition holds rows.</p>}>
          {({ items, total }) => {
            const shown = items.slice(-SHOWN);
            const most = Math.max(1, ...shown.map((each) => each.rows));
            const fullest = shown.findIndex((each) => each.rows === most);
            const bar = Math.max(2, Math.min(24, width / Math.max(1, shown.length)));
            const right = Math.min(width, bar * shown.length);
            return (
              <>
                <svg width={width} height={HEIGHT + 22} role="img" aria-label={`Rows of ${shown.length} partitions; most in ${shown[fullest]?.partition ?? ''}: ${count(most)}`}>
                  <text className="fill-ink-3 text-11" x="0" y="10">{short(most)}</text>
                  <text className="fill-ink text-11" x={Math.min(right, Math.max(110, (fullest + 1) * bar))} y="10" textAnchor="end">{`${clip(shown[fullest]?.partition ?? '')}, ${count(most)}`}</text>
                  <line className="stroke-grid-line" x1="0" x2={right} y1="15.5" y2="15.5" />
                  {shown.map((each, index) => {
                    const height = each.rows === 0 ? 0 : Math.max(1, (each.rows / most) * (HEIGHT - 18));
                    return (
                      <rect key={`${each.specId}/${each.partition}`} className={index === fullest ? 'fill-d2' : 'fill-bar'} x={index * bar} y={HEIGHT - height} width={Math.max(1, bar - 1)} height={height}>
                        <title>{`${each.partition}: ${count(each.rows)} rows`}</title>
                      </rect>
                    );
                  })}
                  <line className="stroke-scale" strokeWidth="2" x1="0" x2={right} y1={HEIGHT + 1} y2={HEIGHT + 1} />
                  <text className="fill-ink-3 text-11" x="0" y={HEIGHT + 16}>{clip(shown[0]?.partition ?? '')}</text>
                  <text className="fill-ink-3 text-11" x={right} y={HEIGHT + 16} textAnchor="end">{shown.length > 1 ? clip(shown.at(-1)?.partition ?? '') : ''}</text>
                </svg>
                {total > shown.length && <p className="text-12 text-ink-3">The last {count(shown.length)} of {count(total)}.</p>}
              </>
            );
          }}
        </Part>
      </div>
    </Section>
  );
}

const clip = (text: string) => (text.length > 26 ? `${text.slice(0, 25)}\u2026` : text);
