'use client';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Select } from '@/components/ui/select';
import { TextField } from '@/components/ui/text-field';
import { readCell } from '@/lib/model/values/read-cell';
import type { Condition } from '@/lib/model/values/row-view';
import { typeText } from '@/lib/model/values/type-text';
import type { Column } from '@/lib/model/values/types';
import { filterKinds, type FilterKind } from './change-view';

const LABEL: Readonly<Record<FilterKind, string>> = { contains: 'contains', eq: 'is', ne: 'is not', range: 'lies between', null: 'is null', notnull: 'is not null' };

interface Draft { readonly kind: FilterKind; readonly value: string; readonly from: string; readonly to: string }
function draftOf(conditions: readonly Condition[], kinds: readonly FilterKind[]): Draft {
  const of = (is: Condition['is']) => conditions.find((each) => each.is === is)?.value ?? '';
  const [first] = conditions;
  const kind = first === undefined ? (kinds[0] ?? 'notnull') : first.is === 'gte' || first.is === 'lte' ? 'range' : first.is;
  return { kind, value: first && kind !== 'range' ? first.value : '', from: of('gte'), to: of('lte') };
}

/** What the rows of a grid must hold in one column. Values are read as the column's type, and what is none is said. */
export function FilterDialog({ column, index, conditions, onDone, onClose }: {
  readonly column: Column; readonly index: number;
  /** those that the column has now */
  readonly conditions: readonly Condition[];
  readonly onDone: (conditions: readonly Condition[]) => void; readonly onClose: () => void;
}) {
  const kinds = filterKinds(column.type);
  const [draft, setDraft] = useState(() => draftOf(conditions, kinds));
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { kind } = draft;
  const wrong = (text: string) => (tried && text !== '' && readCell(text, column.type) === null ? `This is no ${typeText(column.type)}` : null);
  const done = () => {
    const made = conditionsOf(draft, index);
    setTried(true);
    if (made.length > 0 && made.every(({ is, value }) => is === 'null' || is === 'notnull' || readCell(value, column.type) !== null)) onDone(made);
  };
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  return (
    <Dialog
      open onClose={onClose} initialFocus={field} title={<>Filter by <span className="font-mono text-13">{column.name === '' ? `column ${index + 1}` : column.name}</span></>}
      footer={<>{conditions.length > 0 && <><Button variant="quiet" onClick={() => onDone([])}>Clear filter</Button><span className="grow" /></>}<Button onClick={onClose}>Cancel</Button><Button variant="primary" onClick={done}>Filter rows</Button></>}
    >
      <form className="flex flex-col gap-3" onSubmit={(event) => { event.preventDefault(); done(); }}>
        <Select label="Keep rows whose value" value={kind} options={kinds.map((value) => ({ value, label: LABEL[value] }))} onChange={(next) => set({ kind: next })} />
        {kind === 'range' ? (
          <div className="grid grid-cols-2 gap-3">
            <TextField ref={field} label="From" value={draft.from} onChange={(event) => set({ from: event.target.value })} error={wrong(draft.from) ?? (tried && draft.from === '' && draft.to === '' ? 'Give one end or both' : null)} autoComplete="off" />
            <TextField label="To" value={draft.to} onChange={(event) => set({ to: event.target.value })} error={wrong(draft.to)} autoComplete="off" help="Both ends are included" />
          </div>
        ) : kind === 'null' || kind === 'notnull' ? null : (
          <TextField ref={field} label="Value" value={draft.value} onChange={(event) => set({ value: event.target.value })} error={wrong(draft.value) ?? (tried && conditionsOf(draft, index).length === 0 ? 'Give a value' : null)} help={kind === 'contains' ? 'Letters of either case are found' : undefined} autoComplete="off" />
        )}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}

/** The conditions of a draft; none while it lacks a value. The empty text is a value of a text only for `is` and `is not`. */
export function conditionsOf({ kind, value, from, to }: Draft, column: number): readonly Condition[] {
  switch (kind) {
    case 'range': return [...(from === '' ? [] : [{ column, is: 'gte' as const, value: from }]), ...(to === '' ? [] : [{ column, is: 'lte' as const, value: to }])];
    case 'null': case 'notnull': return [{ column, is: kind, value: '' }];
    case 'contains': return value === '' ? [] : [{ column, is: kind, value }];
    case 'eq': case 'ne': return [{ column, is: kind, value }];
  }
}
