'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Kbd } from '@/components/ui/kbd';
import { useKeys } from '@/components/shell/use-keys';
import { counted } from '@/components/shell/words';
import { api } from '@/lib/transport/api/client';
import type { TableInfo, TablePlace } from '../table-place';
import { addField } from './edit-draft';
import { FieldGrid } from './field-grid';
import { PartitionEditor, SortEditor } from './layout-editor';
import { rowsOf } from './table-draft';
import type { Drafting } from './use-table-draft';

const SAMPLE_ROWS = 50;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The columns of a table, edited in place; what is staged is said above, and the keys below. */
export function FieldsEditor({ drafting, filter, toolbar }: { readonly drafting: Drafting; readonly filter: string; readonly toolbar: ReactNode }) {
  const [editing, setEditing] = useState<number | null>(null);
  const { draft, base, problems, operations, staged, clashes } = drafting;
  const shown = useMemo(() => matchingKeys(rowsOf(draft), filter), [draft, filter]);
  // in a cell the draft is what was typed; the filter is no part of it
  const unless = (act: () => void) => ({ target }: KeyboardEvent) => { if (!(target instanceof HTMLElement && target.dataset['pageFilter'] !== undefined)) act(); };
  useKeys({ 'mod+z': unless(drafting.undo), 'mod+shift+z': unless(drafting.redo) });
  const add = () => {
    const [, key] = addField(draft, null);
    drafting.edit((now) => addField(now, null)[0]);
    setEditing(key);
  };
  return (
    <>
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 px-5 py-1 max-sm:px-4">
        {toolbar}
        <span className="grow" />
        {operations.length > 0 && <Chip pencil>{counted(operations.length, 'change')} staged{staged === null ? '' : staged.savedAt === null ? ', not saved: this browser has no room' : `, saved ${clock.format(staged.savedAt)}`}</Chip>}
        <Button icon={<Plus size={14} strokeWidth={1.6} aria-hidden="true" />} reason={clashes.length > 0 ? 'Choose between the two changes first.' : null} onClick={add}>Column</Button>
      </div>
      <div className="min-h-0 grow overflow-auto">
        <FieldGrid base={base} draft={draft} problems={problems} hasRows={drafting.hasRows} shown={shown} editing={clashes.length > 0 ? null : editing} onEdit={setEditing} edit={drafting.edit} undo={drafting.undo} redo={drafting.redo} />
      </div>
      <p className="flex h-8 shrink-0 items-center gap-4 overflow-x-auto border-t border-hair px-5 text-12 whitespace-nowrap text-ink-3 max-sm:hidden">
        <span><Kbd>Enter</Kbd> edit</span><span><Kbd>Alt ↑ ↓</Kbd> move</span><span><Kbd>Ctrl ⌫</Kbd> drop</span><span><Kbd>Ctrl Z</Kbd> undo</span>
      </p>
    </>
  );
}

/** Partition spec and sort order, tried on the first rows of the table. */
export function LayoutEditor({ place, table, drafting }: { readonly place: TablePlace; readonly table: TableInfo; readonly drafting: Drafting }) {
  const mayRead = table.can['select'] === true;
  const preview = useQuery({ ...api.tables.preview.queryOptions({ input: { ...place, limit: SAMPLE_ROWS } }), enabled: mayRead && table.currentSnapshotId !== null, staleTime: 5 * 60_000 });
  const sample = !mayRead ? 'What it yields is shown to who may select.' : table.currentSnapshotId === null ? 'What it yields is shown once there are rows.' : preview.data ?? (preview.error ? 'The first rows could not be read.' : 'Reading the first rows');
  const props = { base: drafting.base, draft: drafting.draft, problems: drafting.problems, sample, edit: drafting.edit };
  return (
    <div className="flex flex-col gap-4">
      <PartitionEditor {...props} note={`new data follows it; old files keep spec ${table.partitionSpecs.find(({ current }) => current)?.specId ?? 0}`} />
      <SortEditor {...props} />
    </div>
  );
}

/** Keys of fields whose path holds the text, with what they stand in; null for all. */
function matchingKeys(rows: ReturnType<typeof rowsOf>, filter: string): ReadonlySet<number> | null {
  const wanted = filter.trim().toLowerCase();
  if (wanted === '') return null;
  const parents = new Map(rows.map(({ field }) => [field.key, field.parent]));
  const keep = new Set<number>();
  for (const { field, path } of rows) if (path.toLowerCase().includes(wanted)) for (let at: number | null = field.key; at !== null; at = parents.get(at) ?? null) keep.add(at);
  return keep;
}
