'use client';
import dynamic from 'next/dynamic';
import { FileUp, GitBranch, SquareTerminal } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { LinkButton } from '@/components/ui/link-button';
import { TabLinks } from '@/components/ui/tab-links';
import { PageHead } from '@/components/shell/page-head';
import { useMe } from '@/components/shell/use-me';
import { useView } from '@/components/shell/use-view';
import { Ago } from '@/components/shell/time';
import { count } from '@/components/shell/words';
import { namespaceLevels, namespacePath, routes, type TableTab } from '@/lib/model/routes';
import { alterRefusal } from './schema-editor/alter-refusal';
import { firstQuery, type TableInfo, type TablePlace } from './table-place';
import { useWarmTable } from './use-warm-table';

const LoadDialog = dynamic(() => import('./load/load-dialog').then((file) => file.LoadDialog), { ssr: false });
/** With the rules of the format, which only who edits needs. */
const DraftActions = dynamic(() => import('./schema-editor/draft-actions').then((file) => file.DraftActions), { ssr: false });

const TABS: readonly (readonly [tab: TableTab, label: string, amount: (table: TableInfo) => number | null])[] = [
  ['overview', 'Overview', () => null], ['data', 'Data', () => null],
  ['schema', 'Schema', (table) => table.schema.fields.length], ['snapshots', 'Snapshots', (table) => table.snapshots],
  ['files', 'Files', (table) => (table.dataFiles === null ? null : table.dataFiles + (table.deleteFiles ?? 0))], ['maintenance', 'Maintenance', () => null], ['settings', 'Settings', () => null],
];

/** Name, state and facts of a table, then its tabs, each with an address of its own. */
export function TableHead({ place, table, tab, broken, isMissing }: { readonly place: TablePlace; readonly table: TableInfo | undefined; readonly tab: TableTab; readonly broken: boolean; readonly isMissing: boolean }) {
  const me = useMe();
  const view = useView();
  const warm = useWarmTable();
  const levels = namespaceLevels(place.namespace);
  const crumbs = [
    { text: place.catalog, href: routes.catalog(place.catalog) },
    ...levels.map((level, index) => ({ text: level, href: routes.namespace(place.catalog, namespacePath(levels.slice(0, index + 1))) })),
  ];
  const branches = table?.refs.filter((ref) => ref.type === 'branch' && ref.name !== 'main').length ?? 0;
  const query = table && table.can['select'] === true && me.data?.can['runQueries'] === true && <LinkButton variant="primary" href={routes.sql({ text: firstQuery(place) })} icon={<SquareTerminal size={16} strokeWidth={1.6} aria-hidden="true" />}>Query</LinkButton>;
  const mayLoad = table !== undefined && table.can['insert'] === true && table.adoptedFrom === null;
  const actions = <>{mayLoad && <Button icon={<FileUp size={16} strokeWidth={1.6} aria-hidden="true" />} onClick={() => view.set({ load: 'file' }, 'push')}>Load a file</Button>}{query}</>;
  const mayEdit = table !== undefined && (tab === 'schema' || tab === 'settings') && alterRefusal(table) === null;
  return (
    <>
      {mayLoad && view.get('load') !== null && <LoadDialog place={place} table={table} />}
      <PageHead
        crumbs={crumbs} title={place.table}
        beside={broken ? <Chip state="broken">Broken</Chip> : table && (
          <>
            <Chip state={table.lastCommitAt === null ? 'idle' : 'good'}>{table.lastCommitAt === null ? 'No commit yet' : <>Last commit <Ago at={table.lastCommitAt} /></>}</Chip>
            {branches > 0 && <Chip icon={<GitBranch size={14} strokeWidth={1.6} aria-hidden="true" />}>main and {count(branches)} more</Chip>}
          </>
        )}
        actions={mayEdit && table ? <DraftActions place={place} table={table} otherwise={actions} /> : actions}
        facts={table ? (
          <>
            {table.comment && <span>{table.comment}</span>}
            <span className="text-ink-3">Iceberg v{table.formatVersion}, {table.properties['write.format.default'] ?? 'parquet'}</span>
            {table.adoptedFrom !== null && <span className="text-warn-ink">Copied from {table.adoptedFrom}: read only</span>}
          </>
        ) : <span aria-hidden="true">{'\u00a0'}</span>}
      />
      {!isMissing && <div className="mt-2.5 shrink-0">
        <TabLinks label="Parts of the table" items={TABS.map(([key, label, amount]) => {
          const number = table ? amount(table) : null;
          return { href: routes.table(place.catalog, place.namespace, place.table, key), label, amount: number === null ? null : count(number), current: key === tab, onPress: () => warm(place, key) };
        })} />
      </div>}
    </>
  );
}
