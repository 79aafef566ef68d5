'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { TableTab } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { Part } from '@/components/shell/part';
import { useRecentTables } from '@/components/shell/use-recent-tables';
import { BrokenTable } from './broken-table';
import { DataTab } from './data/data-tab';
import { FilesTab } from './files/files-tab';
import { MaintenanceTab } from './maintenance/maintenance-tab';
import { OverviewTab } from './overview/overview-tab';
import { SchemaTab } from './schema/schema-tab';
import { SnapshotsTab } from './snapshots/snapshots-tab';
import { TableHead } from './table-head';
import type { TableInfo, TablePlace } from './table-place';
import { useTableTab } from './use-table-tab';
import { useWarmTable } from './use-warm-table';
import { SettingsTab } from './table-settings/settings-tab';

/** One table: its head, its tabs, and what the tab of the address shows. */
export function TablePage(place: TablePlace) {
  const tab = useTableTab();
  const table = useQuery(api.tables.get.queryOptions({ input: place }));
  const warm = useWarmTable();
  useEffect(() => warm({ catalog: place.catalog, namespace: place.namespace, table: place.table }, tab), [warm, place.catalog, place.namespace, place.table, tab]);
  const { remember, isKnown } = useRecentTables();
  const { catalog, namespace, table: name } = place;
  const isThere = table.data !== undefined;
  useEffect(() => {
    if (isThere && isKnown) remember({ catalog, namespace, table: name });
    // once a table: what is remembered must not be asked for again because it was remembered
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isThere, isKnown, catalog, namespace, name]);
  const isMissing = table.data === undefined && table.error !== null && problemOf(table.error).code === 'NOT_FOUND';
  const broken = table.data === undefined && table.error !== null && problemOf(table.error).code === 'BROKEN_TABLE';
  return (
    <div className="flex min-h-0 grow flex-col overflow-hidden max-sm:overflow-y-auto">
      <TableHead place={place} table={table.data} tab={tab} broken={broken} isMissing={isMissing} />
      {broken ? <BrokenTable error={table.error} retry={() => void table.refetch()} /> : table.data ? (
        <TabOf tab={tab} place={place} table={table.data} />
      ) : (
        <div className="p-5"><Part query={table} what="The table" rows={8}>{() => null}</Part></div>
      )}
    </div>
  );
}

function TabOf({ tab, place, table }: { readonly tab: TableTab; readonly place: TablePlace; readonly table: TableInfo }) {
  switch (tab) {
    case 'overview': return <OverviewTab place={place} table={table} />;
    case 'data': return <DataTab place={place} table={table} />;
    case 'schema': return <SchemaTab place={place} table={table} />;
    case 'snapshots': return <SnapshotsTab place={place} table={table} />;
    case 'files': return <FilesTab place={place} table={table} />;
    case 'maintenance': return <MaintenanceTab place={place} table={table} />;
    case 'settings': return <SettingsTab place={place} table={table} />;
  }
}
