'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { Segments } from '@/components/ui/segments';
import { Tag } from '@/components/ui/tag';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { useView } from '@/components/shell/use-view';
import { count, span } from '@/components/shell/words';
import { api } from '@/lib/transport/api/client';
import { PartitionSpecs } from '../schema/partition-specs';
import { alterRefusal } from '../schema-editor/alter-refusal';
import type { TableInfo, TablePlace } from '../table-place';
import { DropTable } from './drop-table';

const EditedProperties = dynamic(() => import('./edited-properties').then((file) => file.EditedProperties), { ssr: false });

/** Where the table lies, how it is made, its DDL, and what of it can be changed or dropped here. */
export function SettingsTab({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const view = useView();
  const ddl = useQuery(api.tables.ddl.queryOptions({ input: place }));
  const dialect = view.get('ddl') === 'spark' ? 'spark' : 'trino';
  return (
    <div className="flex min-h-0 grow gap-8 overflow-y-auto px-5 py-3 max-[1100px]:flex-col max-sm:px-4">
      <div className="flex min-w-0 grow flex-col gap-4">
        <Section title="DDL" actions={<><Segments label="Dialect" value={dialect} options={[{ value: 'trino', label: 'Trino' }, { value: 'spark', label: 'Spark' }]} onChange={(value) => view.set({ ddl: value === 'trino' ? null : value })} />{ddl.data && <CopyButton text={ddl.data[dialect]} label="Copy the statement" />}</>}>
          <Part query={ddl} what="The statement" rows={8}>{(data) => <CodeBlock code={data[dialect]} label={`CREATE TABLE for ${dialect === 'trino' ? 'Trino' : 'Spark'}`} />}</Part>
        </Section>
        <PartitionSpecs table={table} />
        <Refs table={table} />
      </div>
      <div className="flex w-[376px] shrink-0 flex-col gap-4 max-[1100px]:w-full">
        <Places table={table} />
        {alterRefusal(table) === null ? <EditedProperties place={place} table={table} /> : <Properties table={table} />}
        <Section title="Drop"><DropTable place={place} table={table} /></Section>
      </div>
    </div>
  );
}

function Places({ table }: { readonly table: TableInfo }) {
  const places: readonly (readonly [string, string | null])[] = [['Table UUID', table.uuid], ['Location', table.location], ['Folder', table.folder === table.location ? null : table.folder], ['Metadata file', table.metadataLocation], ['Copied from', table.adoptedFrom]];
  return (
    <Section title="Where it lies" note={`metadata v${table.metadataVersion}, format v${table.formatVersion}`}>
      <dl className="border-t border-rule">
        {places.map(([name, value]) => value !== null && (
          <div key={name} className="border-b border-hair py-1.5">
            <dt className="text-11 text-ink-3">{name}</dt>
            <dd className="flex items-start gap-1 font-mono text-12 break-all">{value}<CopyButton text={value} label={`Copy: ${name}`} /></dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Properties({ table }: { readonly table: TableInfo }) {
  const properties = Object.entries(table.properties);
  return (
    <Section title="Properties" note={count(properties.length)}>
      <p className="pb-1 text-12 text-ink-3">{alterRefusal(table)}</p>
      {properties.length === 0 ? <p className="text-12 text-ink-3">No property is set; engines use their defaults.</p> : (
        <PlainTable label="Properties" className="table-fixed text-12">
          {properties.toSorted(([a], [b]) => a.localeCompare(b)).map(([key, value]) => <tr key={key}><Td className="w-[62%] truncate font-mono text-ink-2" title={key}>{key}</Td><Td right className="truncate font-mono" title={value}>{value}</Td></tr>)}
        </PlainTable>
      )}
    </Section>
  );
}

const age = (milliseconds: number | null) => (milliseconds === null ? '\u2013' : span(milliseconds / 1000));

function Refs({ table }: { readonly table: TableInfo }) {
  return (
    <Section title="Branches and tags" note={count(table.refs.length)}>
      <PlainTable label="Branches and tags" head={<><Th>Name</Th><Th>Kind</Th><Th>Snapshot</Th><Th right>Keeps at least</Th><Th right>Snapshots live</Th></>}>
        {table.refs.map((ref) => (
          <tr key={ref.name}><Td><Tag>{ref.name}</Tag></Td><Td>{ref.type}</Td><Td className="font-mono text-12">{ref.snapshotId}</Td><Td right>{count(ref.minSnapshotsToKeep)}</Td><Td right>{age(ref.maxSnapshotAgeMs ?? ref.maxRefAgeMs)}</Td></tr>
        ))}
      </PlainTable>
    </Section>
  );
}
