import type { Undo } from '../../tables/changes/effect';

/** What a statement that writes did, or would do. */
export interface WriteOutcome {
  /** as Trino's clients show it: INSERT, CREATE TABLE */
  readonly updateType: string;
  /** rows, of statements that change rows; null of others */
  readonly updateCount: number | null;
  /** what it was done to; `table` is null of a namespace */
  readonly on: { readonly catalog: string; /** levels joined by U+001F */ readonly namespace: string; readonly table: string | null } | null;
  readonly metadataVersion: number | null;
  readonly snapshotId: string | null;
  /** what it changes, a line each */
  readonly words: readonly string[];
  readonly undo: Undo | null;
}

/** A statement that found everything as it wants it. */
export const unchanged = (updateType: string, words: readonly string[], on: WriteOutcome['on'] = null): WriteOutcome => ({ updateType, updateCount: null, on, metadataVersion: null, snapshotId: null, words, undo: null });
