'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Empty } from '@/components/ui/empty';
import { LinkButton } from '@/components/ui/link-button';
import { Part } from '@/components/shell/part';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import type { TableInfo, TablePlace } from '../table-place';
import { SnapshotHistory } from './snapshot-history';

/** The history of the table as a timeline, a table, and one snapshot in detail. */
export function SnapshotsTab({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const timeline = useQuery(api.tables.timelineColumns.queryOptions({ input: place }));
  const names = useMemo(() => refNames(table), [table]);
  return (
    <div className="flex min-h-0 grow flex-col">
      <Part query={timeline} what="The snapshots" rows={10} empty={({ id }) => id.length === 0 && (
        <div className="p-5"><Empty title="No snapshots yet" why="A snapshot appears with the first commit of rows." action={<LinkButton href={routes.table(place.catalog, place.namespace, place.table, 'schema')}>See the schema</LinkButton>} /></div>
      )}>
        {(data) => <SnapshotHistory place={place} table={table} columns={data} refs={names} />}
      </Part>
    </div>
  );
}

/** Names of branches and tags by the snapshot they point at. */
function refNames(table: TableInfo): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const ref of table.refs) names.set(ref.snapshotId, [...(names.get(ref.snapshotId) ?? []), ref.name]);
  return names;
}
