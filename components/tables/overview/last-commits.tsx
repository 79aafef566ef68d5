'use client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { OperationMark } from '@/components/ui/operation-mark';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { Ago } from '@/components/shell/time';
import { signed } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import type { TablePlace } from '../table-place';
import { NEWEST, newestCommits } from './newest-commits';

export function LastCommits({ place }: { readonly place: TablePlace }) {
  const timeline = useQuery(api.tables.timeline.queryOptions({ input: newestCommits(place) }));
  const to = (snapshot?: string) => routes.table(place.catalog, place.namespace, place.table, 'snapshots', { snapshot });
  return (
    <Section title="Last commits" actions={<Link href={to()} className="text-12 text-water-ink">Timeline</Link>}>
      <Part query={timeline} what="The commits" rows={NEWEST} empty={({ snapshots }) => snapshots.length === 0 && <p className="text-12 text-ink-3">Nothing was committed yet.</p>}>
        {({ snapshots }) => (
          <ul>
            {snapshots.toReversed().map((snapshot) => {
              const delta = (snapshot.addedRows ?? 0) - (snapshot.deletedRows ?? 0);
              return (
                <li key={snapshot.id} className="border-t border-hair first:border-rule">
                  <Link href={to(snapshot.id)} className="flex h-7 items-center gap-2 text-12 whitespace-nowrap outline-none hover:bg-hover focus-visible:shadow-(--ring)">
                    <OperationMark operation={snapshot.operation} />
                    <span className="w-[58px]">{snapshot.operation ?? 'unknown'}</span>
                    <span className={`w-16 text-right ${delta < 0 ? 'text-bad-ink' : ''}`}>{signed(delta)}</span>
                    <span className="min-w-0 grow truncate text-ink-3">{[snapshot.by, snapshot.engine].filter(Boolean).join(', ')}</span>
                    <span className="text-ink-3"><Ago at={snapshot.at} /></span>
                  </Link>
                </li>
              );
            })}
          </ul>
        )}
      </Part>
    </Section>
  );
}
