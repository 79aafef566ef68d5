'use client';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { addField, moveBeside, moveBy, toggleDrop } from './edit-draft';
import { FIELD_COLUMNS } from './field-columns';
import { FieldEditRow } from './field-edit-row';
import { FieldRow } from './field-row';
import { movedKeys } from './operations';
import type { DraftProblem } from './draft-problems';
import { rowsOf, type TableDraft } from './table-draft';
import type { Edit } from './use-table-draft';

export interface GridActs {
  readonly edit: (key: number) => void;
  readonly addBelow: (key: number) => void;
  readonly addInside: (key: number) => void;
  readonly move: (key: number, by: -1 | 1) => void;
  readonly drop: (key: number) => void;
  readonly toggle: (key: number) => void;
  readonly focus: (key: number) => void;
  /** in front of a column beside it, or behind */
  readonly place: (key: number, anchor: number, behind: boolean) => void;
  readonly isBeside: (key: number, other: number) => boolean;
}

/**
 * Columns as a nested grid that is edited in place: arrows walk, Enter edits, Alt and an arrow moves, Ctrl Backspace
 * stages to go, Ctrl Z takes back. What is staged is in pencil.
 */
export function FieldGrid({ base, draft, problems, hasRows, shown, editing, onEdit, edit, undo, redo }: {
  readonly base: TableDraft; readonly draft: TableDraft; readonly problems: readonly DraftProblem[]; readonly hasRows: boolean;
  /** keys to show; null for all */
  readonly shown: ReadonlySet<number> | null;
  readonly editing: number | null; readonly onEdit: (key: number | null) => void; readonly edit: Edit; readonly undo: () => void; readonly redo: () => void;
}) {
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState<number | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const before = useMemo(() => new Map(rowsOf(base).map((row) => [row.field.key, row])), [base]);
  const rows = useMemo(() => rowsOf(draft), [draft]);
  const parents = useMemo(() => new Map(draft.fields.map(({ key, parent }) => [key, parent])), [draft]);
  const holders = useMemo(() => new Set(draft.fields.map(({ parent }) => parent)), [draft]);
  const moved = useMemo(() => movedKeys(base, draft), [base, draft]);
  const duties = useMemo(() => dutiesOf(draft), [draft]);
  const wrong = useMemo(() => byKey(problems), [problems]);
  const isFolded = (key: number): boolean => { for (let at = parents.get(key) ?? null; at !== null; at = parents.get(at) ?? null) if (folded.has(at)) return true; return false; };
  const visible = rows.filter(({ field }) => (shown === null ? !isFolded(field.key) : shown.has(field.key) || field.key < 0));
  const at = Math.max(0, visible.findIndex(({ field }) => field.key === active));
  const focusRow = (key: number | undefined) => { if (key !== undefined) { setActive(key); grid.current?.querySelector<HTMLElement>(`[data-row="${key}"]`)?.focus(); } };
  const toFocus = useRef<number | null>(null);
  useEffect(() => {
    if (toFocus.current === null) return;
    focusRow(toFocus.current);
    toFocus.current = null;
  });
  const finish = (key: number) => { onEdit(null); toFocus.current = key; };
  const addAfter = (parent: number | null, after: number | null) => {
    const [, key] = addField(draft, parent, after);
    edit((now) => addField(now, parent, after)[0]);
    onEdit(key);
    setActive(key);
  };
  const acts: GridActs = {
    edit: (key) => { setActive(key); onEdit(key); },
    addBelow: (key) => addAfter(parents.get(key) ?? null, key),
    addInside: (key) => addAfter(key, null),
    move: (key, by) => { edit((now) => moveBy(now, key, by)); toFocus.current = key; },
    drop: (key) => { toFocus.current = key > 0 ? key : (visible[at - 1] ?? visible[at + 1])?.field.key ?? null; edit((now) => toggleDrop(now, key)); if (editing === key) onEdit(null); },
    toggle: (key) => setFolded((old) => { const next = new Set(old); if (!next.delete(key)) next.add(key); return next; }),
    focus: setActive,
    place: (key, anchor, behind) => edit((now) => moveBeside(now, key, anchor, behind)),
    isBeside: (key, other) => parents.get(key) === parents.get(other),
  };
  const rowActs = useLatestActs(acts);
  const onKey = (event: KeyboardEvent) => {
    const row = visible[at];
    const isRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined;
    if (!isRow || row === undefined) return;
    const { key } = row.field;
    const modified = event.ctrlKey || event.metaKey;
    const acted = keyAct(event.key, { modified, alt: event.altKey, shift: event.shiftKey });
    if (acted === null) return;
    event.preventDefault();
    switch (acted) {
      case 'edit': if (!row.gone) acts.edit(key); break;
      case 'drop': acts.drop(key); break;
      case 'undo': undo(); toFocus.current = key; break;
      case 'redo': redo(); toFocus.current = key; break;
      case 'up': focusRow(visible[at - 1]?.field.key); break;
      case 'down': focusRow(visible[at + 1]?.field.key); break;
      case 'first': focusRow(visible[0]?.field.key); break;
      case 'last': focusRow(visible.at(-1)?.field.key); break;
      case 'move-up': acts.move(key, -1); break;
      case 'move-down': acts.move(key, 1); break;
      case 'open': if (folded.has(key)) acts.toggle(key); break;
      case 'fold': if (holders.has(key) && !folded.has(key)) acts.toggle(key); else focusRow(row.field.parent ?? undefined); break;
    }
  };
  return (
    <div ref={grid} role="treegrid" aria-label="Fields" tabIndex={-1} onKeyDown={onKey} className="min-w-0 outline-none">
      <div role="row" className={`${FIELD_COLUMNS} sticky top-0 z-10 h-7 border-b border-rule bg-sheet text-11 text-ink-3`}>
        <span role="columnheader"><span className="sr-only">Move</span></span><span role="columnheader" className="text-right">Id</span><span role="columnheader">Name</span><span role="columnheader">Type</span>
        <span role="columnheader" className="max-sm:hidden">Null</span><span role="columnheader" className="max-sm:hidden">Doc</span><span role="columnheader"><span className="sr-only">Actions</span></span>
      </div>
      {visible.map(({ field, depth, path, gone }, index) => {
        const { key } = field;
        const was = before.get(key)?.field ?? null;
        const inside = duties.holders.has(field.parent);
        const problem = wrong.get(key) ?? NONE;
        return editing === key && !gone ? (
          <FieldEditRow key={key} row={{ field, depth, path, gone }} was={was} draft={draft} problems={problem} hasRows={hasRows} inside={inside} edit={edit} onFinish={() => finish(key)} acts={acts} />
        ) : (
          <FieldRow
            key={key} field={field} depth={depth} path={path} gone={gone} was={was} formatVersion={draft.formatVersion} wrong={problem.map(({ text }) => text).join(' ')}
            identifies={duties.identifiers.has(key)} transforms={duties.transforms.get(key) ?? ''} sortPlace={duties.sort.get(key) ?? 0}
            active={index === at} inside={inside} moved={moved.has(key)} fold={holders.has(key) ? (folded.has(key) ? 'folded' : 'open') : null} acts={rowActs}
          />
        );
      })}
    </div>
  );
}

const NONE: readonly DraftProblem[] = [];

function byKey(problems: readonly DraftProblem[]): ReadonlyMap<number | null, readonly DraftProblem[]> {
  const groups = new Map<number | null, readonly DraftProblem[]>();
  for (const problem of problems) groups.set(problem.key, [...(groups.get(problem.key) ?? []), problem]);
  return groups;
}

/** What fields are there for, by their keys. */
function dutiesOf(draft: TableDraft) {
  const transforms = new Map<number, string>();
  for (const { source, transform } of draft.partition) transforms.set(source, `${transforms.get(source) ?? ''} ${transform}`);
  return {
    transforms, identifiers: new Set(draft.identifiers), sort: new Map(draft.sort.map(({ source }, index) => [source, index + 1]).toReversed() as [number, number][]),
    /** lists and maps, whose inside has no name of its own */
    holders: new Set<number | null>(draft.fields.filter(({ type }) => type === 'list' || type === 'map').map(({ key }) => key)),
  };
}

/** Acts that stay the same objects and do what the latest ones do, so that a row that did not change need not be drawn again. */
function useLatestActs(acts: GridActs): GridActs {
  const latest = useRef(acts);
  useLayoutEffect(() => { latest.current = acts; });
  return useMemo(() => ({
    edit: (key) => latest.current.edit(key), addBelow: (key) => latest.current.addBelow(key), addInside: (key) => latest.current.addInside(key),
    move: (key, by) => latest.current.move(key, by), drop: (key) => latest.current.drop(key), toggle: (key) => latest.current.toggle(key), focus: (key) => latest.current.focus(key),
    place: (key, anchor, behind) => latest.current.place(key, anchor, behind), isBeside: (key, other) => latest.current.isBeside(key, other),
  }), []);
}

type Act = 'edit' | 'drop' | 'undo' | 'redo' | 'up' | 'down' | 'first' | 'last' | 'move-up' | 'move-down' | 'open' | 'fold';
/** What a key does on a row. */
function keyAct(key: string, { modified, alt, shift }: { readonly modified: boolean; readonly alt: boolean; readonly shift: boolean }): Act | null {
  if (modified) return key === 'Backspace' ? 'drop' : key.toLowerCase() === 'z' ? (shift ? 'redo' : 'undo') : null;
  if (alt) return key === 'ArrowUp' ? 'move-up' : key === 'ArrowDown' ? 'move-down' : null;
  switch (key) {
    case 'Enter': case 'F2': return 'edit';
    case 'ArrowUp': return 'up';
    case 'ArrowDown': return 'down';
    case 'ArrowRight': return 'open';
    case 'ArrowLeft': return 'fold';
    case 'Home': return 'first';
    case 'End': return 'last';
    default: return null;
  }
}
