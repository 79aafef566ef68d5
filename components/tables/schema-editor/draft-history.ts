import type { TableDraft } from './table-draft';

/** What was staged, step by step, so that each can be taken back. */
export interface DraftHistory { readonly past: readonly TableDraft[]; readonly present: TableDraft; readonly future: readonly TableDraft[]; /** what the last step changed */ readonly tag: string | null }

const STEPS_MAX = 200;
export const startHistory = (present: TableDraft): DraftHistory => ({ past: [], present, future: [], tag: null });

/** The next step. Steps of one tag that follow one another (letters typed into one cell) are one. */
export function stage(history: DraftHistory, draft: TableDraft, tag: string | null = null): DraftHistory {
  if (draft === history.present) return history;
  const joins = tag !== null && tag === history.tag;
  return { past: joins ? history.past : [...history.past, history.present].slice(-STEPS_MAX), present: draft, future: [], tag };
}
export function undo({ past, present, future }: DraftHistory): DraftHistory {
  const last = past.at(-1);
  return last === undefined ? { past, present, future, tag: null } : { past: past.slice(0, -1), present: last, future: [present, ...future], tag: null };
}
export function redo({ past, present, future }: DraftHistory): DraftHistory {
  const [next, ...rest] = future;
  return next === undefined ? { past, present, future, tag: null } : { past: [...past, present], present: next, future: rest, tag: null };
}
