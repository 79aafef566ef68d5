'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { FilterField } from '@/components/ui/filter-field';
import { Loading } from '@/components/ui/loading';
import { Note } from '@/components/ui/note';
import { Segments } from '@/components/ui/segments';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { useView } from '@/components/shell/use-view';
import { count, counted } from '@/components/shell/words';
import { api } from '@/lib/transport/api/client';
import { alterRefusal } from '../schema-editor/alter-refusal';
import type { TableInfo, TablePlace } from '../table-place';
import { FieldTree } from './field-tree';
import { PartitionSpecs } from './partition-specs';
import { SchemaHistory } from './schema-history';

const EditedSchema = dynamic(() => import('../schema-editor/edited-schema').then((file) => file.EditedSchema), { ssr: false, loading: () => <div className="grow p-5"><Loading rows={8} /></div> });

/** The fields of the table, nested as they are, edited by who may; and every schema it had before. */
export function SchemaTab({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const view = useView();
  const schemas = useQuery(api.tables.schemas.queryOptions({ input: place }));
  const part = view.get('part') === 'partition' ? 'partition' : 'fields';
  const filter = view.get('filter') ?? '';
  const chosen = view.get('schema');
  const refusal = alterRefusal(table);
  const shown = chosen === null ? table.schema : (schemas.data?.items.find((each) => String(each.schemaId) === chosen) ?? table.schema);
  const isCurrent = shown.schemaId === table.schema.schemaId;
  const fields = useMemo(() => matching(shown.fields, filter), [shown, filter]);
  const toolbar = (
    <>
      <Segments label="Part of the schema" value={part} options={[{ value: 'fields', label: 'Fields' }, { value: 'partition', label: 'Partition and sort' }]} onChange={(value) => view.set({ part: value === 'fields' ? null : value })} />
      {part === 'fields' && <div className="w-48"><FilterField label="Filter fields" placeholder={`Filter ${counted(shown.fields.length, 'field')}`} value={filter} onChange={(text) => view.set({ filter: text })} /></div>}
    </>
  );
  const history = (
    <Section title="History" note={count(table.schemas)}>
      <Part query={schemas} what="The older schemas">
        {(data) => <SchemaHistory items={data.items} current={data.currentSchemaId} shown={shown.schemaId} onShow={(id) => view.set({ schema: id === data.currentSchemaId ? null : String(id) }, 'push')} />}
      </Part>
    </Section>
  );
  const frame = 'flex min-h-0 grow max-[1100px]:flex-col max-[1100px]:overflow-y-auto';
  if (refusal === null && isCurrent) return <div className={frame}><EditedSchema place={place} table={table} part={part} filter={filter} toolbar={toolbar} history={history} older={<PartitionSpecs table={table} only="older" />} /></div>;
  return (
    <div className={frame}>
      <div className="flex min-w-0 grow flex-col">
        <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 px-5 py-1 max-sm:px-4">
          {toolbar}
          <span className="grow" />
          <span className="text-12 text-ink-3">Schema {shown.schemaId}{isCurrent ? ', the current one' : ', an older one'}</span>
        </div>
        {refusal !== null && <div className="px-5 pb-2 max-sm:px-4"><Note>{refusal}</Note></div>}
        <div className="min-h-0 grow overflow-auto">
          {part === 'fields' ? <FieldTree fields={fields} all={shown.fields} filtered={filter.trim() !== ''} onClear={() => view.set({ filter: null })} /> : <div className="px-5 max-sm:px-4"><PartitionSpecs table={table} /></div>}
        </div>
      </div>
      <aside aria-label="Schemas" className="w-[376px] shrink-0 overflow-y-auto border-l border-rule px-4 py-2 max-[1100px]:w-full max-[1100px]:border-t max-[1100px]:border-l-0">{history}</aside>
    </div>
  );
}

/** Fields whose name holds the text, with the fields they lie in. */
function matching<T extends { readonly id: number; readonly parentId: number | null; readonly path: string }>(fields: readonly T[], text: string): readonly T[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return fields;
  const byId = new Map(fields.map((field) => [field.id, field]));
  const keep = new Set<number>();
  for (const field of fields) {
    if (!field.path.toLowerCase().includes(wanted)) continue;
    for (let at: T | undefined = field; at; at = at.parentId === null ? undefined : byId.get(at.parentId)) keep.add(at.id);
  }
  return fields.filter((field) => keep.has(field.id));
}
