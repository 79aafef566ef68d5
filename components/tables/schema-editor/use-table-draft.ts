'use client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useMe } from '@/components/shell/use-me';
import type { TableInfo } from '../table-place';
import { draftOfTable } from './draft-of-table';
import { draftProblems, type DraftProblem } from './draft-problems';
import { DraftStore, type Staged } from './draft-store';
import { operationsOf, type Operation } from './operations';
import { rebaseDraft, type Clash, type Side } from './rebase-draft';
import type { TableDraft } from './table-draft';

const store = new DraftStore(() => globalThis.localStorage);
if (typeof window !== 'undefined') globalThis.addEventListener('storage', store.onStorage);

export type Edit = (change: (draft: TableDraft) => TableDraft, tag?: string) => void;
export interface Drafting {
  readonly base: TableDraft;
  readonly draft: TableDraft;
  readonly etag: string;
  readonly staged: Staged | null;
  readonly operations: readonly Operation[];
  readonly problems: readonly DraftProblem[];
  /** what somebody else changed as well, each in another way; while there are some, nothing is edited */
  readonly clashes: readonly Clash[];
  readonly meanwhile: readonly string[];
  readonly hasRows: boolean;
  readonly edit: Edit;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly discard: () => void;
  readonly resolve: (choices: ReadonlyMap<string, Side>) => void;
}

/** What is staged on something under a key of the browser; `current` is what it is now. */
export function useDraft(key: string | null, etag: string, current: TableDraft, hasRows: boolean): Drafting {
  const staged = useSyncExternalStore(store.subscribe, () => (key === null ? null : store.get(key)), () => null);
  const isOld = staged !== null && staged.etag !== etag;
  const rebased = useMemo(() => (staged !== null && staged.etag !== etag ? rebaseDraft(staged.base, staged.history.present, current) : null), [staged, etag, current]);
  const draft = rebased?.draft ?? staged?.history.present ?? current;
  const base = isOld || staged === null ? current : staged.base;
  const clashes = rebased?.clashes ?? NONE;
  useEffect(() => {
    if (key === null || staged === null || rebased === null || rebased.clashes.length > 0) return;
    const theirs = operationsOf(staged.base, current);
    if (theirs.length === 0) store.moveTo(key, { etag, base: current });
    else store.rebase(key, { etag, base: current }, rebased.draft, theirs.map(({ verb, subject, text }) => `${verb} ${subject} ${text}`.replaceAll(/\s+/g, ' ').trim()));
  }, [key, staged, rebased, etag, current]);
  const operations = useMemo(() => operationsOf(base, draft), [base, draft]);
  const problems = useMemo(() => (operations.length === 0 ? [] : draftProblems(base, draft, hasRows)), [operations, base, draft, hasRows]);
  return {
    base, draft, etag, staged, operations, problems, clashes, hasRows, meanwhile: staged?.meanwhile ?? [],
    edit: (change, tag) => { if (key !== null && clashes.length === 0) store.stage(key, { etag, base: current }, change(store.get(key)?.history.present ?? current), tag ?? null); },
    undo: () => { if (key !== null) store.undo(key); },
    redo: () => { if (key !== null) store.redo(key); },
    discard: () => { if (key !== null) store.clear(key); },
    resolve: (choices) => { if (key !== null && staged !== null) store.rebase(key, { etag, base: current }, rebaseDraft(staged.base, staged.history.present, current, choices).draft, []); },
  };
}
const NONE: readonly Clash[] = [];

/** What this person has staged on a table, kept by the browser over reloads and put onto what others publish. */
export function useTableDraft(table: TableInfo): Drafting {
  const me = useMe();
  const current = useMemo(() => draftOfTable(table), [table]);
  const key = me.data === undefined ? null : `table-draft:${me.data.id}:${table.uuid ?? `${table.catalog}/${table.namespace}/${table.name}`}`;
  return useDraft(key, table.etag, current, table.snapshots > 0);
}

/** Clashes are chosen one by one; those not chosen yet are missing. */
export function useChoices(clashes: readonly Clash[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  return { chosen, choose: (id: string, side: Side) => setChosen((old) => new Map([...old, [id, side]])), isComplete: clashes.every(({ id }) => chosen.has(id)) };
}
