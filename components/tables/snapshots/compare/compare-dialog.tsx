'use client';
import { useQuery } from '@tanstack/react-query';
import { Dialog } from '@/components/ui/dialog';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { shortId } from '@/components/shell/words';
import { namespaceName } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import { NoRight } from '../../no-right';
import type { TableInfo, TablePlace } from '../../table-place';
import { ComparedPartitions } from './compared-partitions';
import { ComparedProperties } from './compared-properties';
import { ComparedRows } from './compared-rows';
import { ComparedSummary } from './compared-summary';

/** How two snapshots differ, the earlier first: summary, schema and properties, partitions, and the rows themselves. */
export function CompareDialog({ place, table, from, to, onClose }: { readonly place: TablePlace; readonly table: TableInfo; readonly from: string; readonly to: string; readonly onClose: () => void }) {
  const comparison = useQuery(api.tables.compare.queryOptions({ input: { ...place, from, to }, staleTime: Number.POSITIVE_INFINITY, retry: false }));
  return (
    <Dialog open wide onClose={onClose} title={`Compare ${shortId(from)} with ${shortId(to)}`}>
      <div className="flex flex-col gap-4">
        <Part query={comparison} what="The comparison" rows={10}>
          {(data) => (
            <>
              <ComparedSummary data={data} />
              <div className="grid grid-cols-2 gap-6 max-sm:grid-cols-1">
                <Section title="Schema" note={data.schema.from === data.schema.to ? `both ${data.schema.to}` : `${data.schema.from} to ${data.schema.to}`}>
                  {data.schema.words.length === 0 ? <p className="text-12 text-ink-3">The columns are the same.</p> : <ul className="text-12">{data.schema.words.map((words) => <li key={words} className="border-b border-hair py-1 break-words">{words}</li>)}</ul>}
                </Section>
                <ComparedProperties properties={data.properties} />
              </div>
              <ComparedPartitions data={data} />
            </>
          )}
        </Part>
        {table.can['select'] === true ? <ComparedRows place={place} from={from} to={to} /> : <NoRight what="The rows that differ" privilege="select" on={`table ${namespaceName(place.namespace)}.${place.table}`} grantors={table.grantors} />}
      </div>
    </Dialog>
  );
}
