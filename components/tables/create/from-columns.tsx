'use client';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Note } from '@/components/ui/note';
import { Segments } from '@/components/ui/segments';
import { Select } from '@/components/ui/select';
import { TextField } from '@/components/ui/text-field';
import { Section } from '@/components/shell/section';
import { useDebounced } from '@/components/shell/use-debounced';
import { useMe } from '@/components/shell/use-me';
import { useStored } from '@/components/shell/use-stored';
import { useWritten } from '@/components/shell/use-written';
import { routes } from '@/lib/model/routes';
import { client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { addField } from '../schema-editor/edit-draft';
import { FieldGrid } from '../schema-editor/field-grid';
import { PartitionEditor, SortEditor } from '../schema-editor/layout-editor';
import { withProperty } from '../schema-editor/operations';
import { PropertyEditor } from '../schema-editor/property-editor';
import { EMPTY_DRAFT } from '../schema-editor/table-draft';
import { useDraft } from '../schema-editor/use-table-draft';
import { newTableBody } from './new-table-body';
import type { CreateWayProps } from './ways';

const REST_MS = 400;
const NO_ROWS = 'What it yields is shown once there are rows.';

/** A new table by its columns, partitions, order and properties, with its statement as it grows. What is typed is kept by the browser until the table is made. */
export function FromColumns({ catalog, namespace, onClose }: CreateWayProps) {
  const me = useMe();
  const router = useRouter();
  const written = useWritten();
  const place = `${me.data?.id ?? ''}:${catalog}/${namespace}`;
  const drafting = useDraft(me.data === undefined ? null : `new-table:${place}`, 'new', EMPTY_DRAFT, false);
  const [name, setName] = useStored(`new-table-name:${place}`, '');
  const [editing, setEditing] = useState<number | null>(null);
  const [dialect, setDialect] = useState<'trino' | 'spark'>('trino');
  const { draft, base, edit, problems, operations } = drafting;
  const body = newTableBody(name, draft);
  const missing = name.trim() === '' ? 'Give the table a name.' : body.columns.length === 0 ? 'Add a column first.' : (problems[0]?.text ?? null);
  const asked = useDebounced(missing === null ? JSON.stringify(body) : '', REST_MS);
  const dryRun = useQuery({
    queryKey: ['new-table-dry-run', catalog, namespace, asked], enabled: asked !== '', retry: false, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => client.tables.create({ params: { catalog, namespace }, query: { dryRun: 'true' }, body: JSON.parse(asked) as typeof body }, { signal }),
  });
  const create = useMutation({
    mutationFn: () => client.tables.create({ params: { catalog, namespace }, headers: { 'idempotency-key': crypto.randomUUID() }, body }),
    onSuccess: async ({ undo }) => {
      drafting.discard();
      setName('');
      onClose();
      await written({ title: `${body.name} created`, undo });
      router.push(routes.table(catalog, namespace, body.name, 'schema'));
    },
  });
  const add = () => {
    const [, key] = addField(draft, null);
    edit((now) => addField(now, null)[0]);
    setEditing(key);
  };
  const problem = create.error !== null ? problemOf(create.error).detail : asked !== '' && dryRun.error !== null && !dryRun.isFetching ? problemOf(dryRun.error).detail : null;
  const layout = { base, draft, problems, sample: NO_ROWS, edit };
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (missing === null && !create.isPending) create.mutate(); }}>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)_120px] gap-3 max-sm:grid-cols-1">
        <TextField label="Name" mono autoFocus value={name} autoComplete="off" spellCheck={false} onChange={(event) => setName(event.target.value)} />
        <TextField label="Comment" value={draft.properties['comment'] ?? ''} autoComplete="off" placeholder="What a row is" onChange={(event) => edit((now) => ({ ...now, properties: withProperty(now.properties, 'comment', event.target.value === '' ? undefined : event.target.value) }), 'comment')} />
        <Select label="Format" value={String(draft.formatVersion)} options={[{ value: '2', label: 'version 2' }, { value: '3', label: 'version 3' }]} onChange={(version) => edit((now) => ({ ...now, formatVersion: Number(version) }))} />
      </div>
      {draft.formatVersion === 3 && <Note state="warn">Trino 426 does not read tables of version 3. They have row ids, defaults and deletion vectors.</Note>}
      <Section title="Columns" actions={<Button size="tiny" icon={<Plus size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={add}>Column</Button>}>
        {draft.fields.length === 0 ? <p className="border-t border-rule py-2 text-12 text-ink-3">No column yet. A table needs at least one.</p> : <div className="-mx-5 max-sm:-mx-4"><FieldGrid base={base} draft={draft} problems={problems} hasRows={false} shown={null} editing={editing} onEdit={setEditing} edit={edit} undo={drafting.undo} redo={drafting.redo} /></div>}
      </Section>
      <PartitionEditor {...layout} />
      <SortEditor {...layout} />
      <PropertyEditor base={base} draft={draft} edit={edit} hidden={['comment']} />
      {dryRun.data?.effect.ddl && asked !== '' && (
        <Section title="DDL" actions={<Segments label="Dialect" value={dialect} options={[{ value: 'trino', label: 'Trino' }, { value: 'spark', label: 'Spark' }]} onChange={setDialect} />}>
          <CodeBlock code={dryRun.data.effect.ddl[dialect]} label={`CREATE TABLE for ${dialect === 'trino' ? 'Trino' : 'Spark'}`} />
        </Section>
      )}
      {problem !== null && <div role="alert"><Note state="bad">{problem}</Note></div>}
      <div className="-mx-[18px] -mb-3.5 flex flex-wrap items-center gap-2 border-t border-hair px-[18px] py-3">
        {operations.length > 0 && <span className="text-12 text-ink-3">Kept in this browser until it is created.</span>}
        <span className="grow" />
        {(operations.length > 0 || name !== '') && <Button onClick={() => { drafting.discard(); setName(''); }}>Start over</Button>}
        <Button type="submit" variant="primary" busy={create.isPending} busyLabel="Creating" reason={missing}>Create table</Button>
      </div>
    </form>
  );
}
