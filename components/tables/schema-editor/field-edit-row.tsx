'use client';
import { Check, Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { inputLook } from '@/components/ui/field';
import { SuggestField } from '@/components/ui/suggest-field';
import { TypeIcon } from '@/components/ui/type-icon';
import type { DraftProblem } from './draft-problems';
import { typeWords } from './draft-schema';
import { setField, takesFields, toggleIdentifier } from './edit-draft';
import { FIELD_COLUMNS, fieldIndent } from './field-columns';
import type { GridActs } from './field-grid';
import { isHolder, type DraftField, type DraftRow, type TableDraft } from './table-draft';
import { PROMOTION_RULE, typeChoices } from './type-choices';
import type { Edit } from './use-table-draft';

/** One column while it is edited: Tab walks name, type, null and doc; every letter is staged at once; Enter and Esc leave. */
export function FieldEditRow({ row: { field, depth, path }, was, draft, problems, hasRows, inside, edit, onFinish, acts }: {
  readonly row: DraftRow; readonly was: DraftField | null; readonly draft: TableDraft; readonly problems: readonly DraftProblem[]; readonly hasRows: boolean; readonly inside: boolean;
  readonly edit: Edit; readonly onFinish: () => void; readonly acts: GridActs;
}) {
  const { key } = field;
  const name = useRef<HTMLInputElement>(null);
  const type = useRef<HTMLInputElement>(null);
  useEffect(() => { (name.current ?? type.current)?.focus(); name.current?.select(); }, []);
  const set = (trait: 'name' | 'type' | 'doc' | 'initialDefault' | 'writeDefault') => (value: string) => edit((now) => setField(now, key, { [trait]: value }), `${key}:${trait}`);
  const wrong = (part: DraftProblem['part']) => problems.some((problem) => problem.part === part);
  const isOldHolder = was !== null && isHolder(was.type);
  const mustAllowNull = was !== null && !was.required && hasRows;
  const ofStruct = field.parent !== null && field.parent < 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'Backspace' && !inside) { event.preventDefault(); acts.drop(key); return; }
    const isOpen = event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true';
    if (isOpen || (event.key !== 'Escape' && (event.key !== 'Enter' || event.target instanceof HTMLButtonElement))) return;
    event.preventDefault();
    event.stopPropagation();
    onFinish();
  };
  return (
    <div role="row" aria-level={depth + 1} aria-label={`${path === '' ? 'A new column' : path}, being edited`} onKeyDown={onKey} className={`${FIELD_COLUMNS} border-b border-hair bg-pencil-soft py-1.5 shadow-[inset_3px_0_var(--pencil)]`}>
      <span aria-hidden="true" />
      <span role="gridcell" className="text-right text-11 text-pencil-ink">{key < 0 ? 'new' : key}</span>
      <span role="gridcell" className={`min-w-0 ${fieldIndent(depth)}`}>
        {inside ? <span className="font-mono text-12">{field.name}</span> : <input ref={name} aria-label="Name" aria-invalid={wrong('name') || undefined} value={field.name} spellCheck={false} autoComplete="off" onChange={(event) => set('name')(event.target.value)} className={inputLook({ mono: true, wrong: wrong('name') })} />}
      </span>
      <span role="gridcell" className="min-w-0">
        {isOldHolder ? <span className="flex items-center gap-1.5 font-mono text-12 text-ink-2"><TypeIcon type={field.type} />{typeWords(field.type, draft.formatVersion).trino}</span> : <SuggestField label="Type" input={type} value={field.type} wrong={wrong('type')} options={typeChoices(was?.type ?? null, draft.formatVersion)} foot={was === null ? undefined : PROMOTION_RULE} onChange={set('type')} />}
      </span>
      <span role="gridcell" className="max-sm:hidden" title={mustAllowNull ? 'Rows that are there may hold null, so it cannot become required.' : undefined}>
        <Checkbox label={<span className="text-12">required</span>} checked={field.required} disabled={mustAllowNull || (inside && field.name === 'key')} onChange={(required) => edit((now) => setField(now, key, { required }))} />
      </span>
      <span role="gridcell" className="min-w-0 max-sm:hidden">
        {!inside && <input aria-label="Doc" value={field.doc} autoComplete="off" placeholder="What it is" onChange={(event) => set('doc')(event.target.value)} className={inputLook()} />}
      </span>
      <span aria-hidden="true" />
      <div role="gridcell" className={`col-span-full mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 pl-[62px] max-sm:pl-0 ${fieldIndent(0)}`}>
        {problems.map(({ part, text }) => <span key={part} role="alert" className="w-full text-12 text-bad-ink">{text}</span>)}
        {/* narrow windows have no columns for these two */}
        {!inside && (
          <span className="hidden w-full flex-col gap-1.5 max-sm:flex">
            <Checkbox label={<span className="text-12">required</span>} checked={field.required} disabled={mustAllowNull} onChange={(required) => edit((now) => setField(now, key, { required }))} />
            <input aria-label="Doc" value={field.doc} autoComplete="off" placeholder="What it is" onChange={(event) => set('doc')(event.target.value)} className={inputLook()} />
          </span>
        )}
        {!inside && !isHolder(field.type) && <Checkbox label={<span className="text-12">Identifies rows</span>} checked={draft.identifiers.includes(key)} onChange={() => edit((now) => toggleIdentifier(now, key))} />}
        {draft.formatVersion >= 3 && !inside && !ofStruct && !isHolder(field.type) && (
          <>
            {was === null && hasRows && <label className="flex items-center gap-1.5 text-12 text-ink-2">Old rows read <input value={field.initialDefault} onChange={(event) => set('initialDefault')(event.target.value)} placeholder="NULL" className={`${inputLook({ mono: true, wrong: wrong('default') })} max-w-28`} /></label>}
            <label className="flex items-center gap-1.5 text-12 text-ink-2">Writers put in <input value={field.writeDefault} onChange={(event) => set('writeDefault')(event.target.value)} placeholder="NULL" className={`${inputLook({ mono: true, wrong: wrong('default') })} max-w-28`} /></label>
          </>
        )}
        <span className="grow" />
        {takesFields(field) && <Button size="tiny" icon={<Plus size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={() => acts.addInside(key)}>Nested field</Button>}
        {!inside && <Button size="tiny" icon={<Trash2 size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={() => acts.drop(key)}>{key < 0 ? 'Remove' : 'Drop'}</Button>}
        <Button size="tiny" icon={<Check size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={onFinish}>Done</Button>
      </div>
    </div>
  );
}
