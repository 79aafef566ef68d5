'use client';
import type { ReactNode } from 'react';
import { Mark } from '@/components/ui/mark';
import { Segments } from '@/components/ui/segments';
import { useView } from '@/components/shell/use-view';
import { count } from '@/components/shell/words';
import type { TableInfo, TablePlace } from '../table-place';
import { ChangesPanel } from './changes-panel';
import { ClashView } from './clash-view';
import { FieldsEditor, LayoutEditor } from './schema-editor';
import { useTableDraft } from './use-table-draft';

/** The schema tab of who may change the table: the work at the left, what is staged and what was before at the right. */
export function EditedSchema({ place, table, part, filter, toolbar, history, older }: {
  readonly place: TablePlace; readonly table: TableInfo; readonly part: 'fields' | 'partition'; readonly filter: string; readonly toolbar: ReactNode; readonly history: ReactNode;
  /** specs that old files keep */
  readonly older: ReactNode;
}) {
  const view = useView();
  const drafting = useTableDraft(table);
  const { operations, clashes } = drafting;
  const amount = operations.length;
  const aside = view.get('aside') === 'history' ? 'history' : view.get('aside') === 'changes' || amount > 0 ? 'changes' : 'history';
  return (
    <>
      <div className="flex min-w-0 grow flex-col">
        {part === 'fields' ? <FieldsEditor drafting={drafting} filter={filter} toolbar={toolbar} /> : (
          <>
            <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 px-5 py-1 max-sm:px-4">{toolbar}</div>
            <div className="min-h-0 grow overflow-auto px-5 max-sm:px-4"><LayoutEditor place={place} table={table} drafting={drafting} /><div className="pt-4">{older}</div></div>
          </>
        )}
      </div>
      <aside aria-label="Changes and history" className="flex w-[408px] shrink-0 flex-col border-l border-rule max-[1100px]:w-full max-[1100px]:border-t max-[1100px]:border-l-0">
        <div className="flex min-h-11 shrink-0 items-center px-4">
          <Segments label="Beside the fields" value={clashes.length > 0 ? '' : aside} options={[{ value: 'changes', label: amount === 0 ? 'Changes' : `Changes ${count(amount)}` }, { value: 'history', label: 'History' }]} onChange={(value) => view.set({ aside: value })} />
        </div>
        <div className="min-h-0 grow overflow-y-auto px-4 pb-3">
          {clashes.length > 0 ? <ClashView drafting={drafting} /> : aside === 'history' ? history : amount === 0 ? <p className="text-12 text-ink-3">Nothing is staged. Press Enter on a column to change it; nothing is written before you publish.</p> : <ChangesPanel place={place} table={table} drafting={drafting} />}
        </div>
        <p className="flex h-8 shrink-0 items-center gap-2 border-t border-hair px-4 text-12 text-ink-2">
          <Mark state={clashes.length > 0 ? 'warn' : 'good'} />{clashes.length > 0 ? 'The base has moved on: choose above' : `Base is current: schema ${table.schema.schemaId}, metadata v${count(table.metadataVersion)}`}
        </p>
      </aside>
    </>
  );
}
