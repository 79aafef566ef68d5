import type { MaintenanceKind } from '@/lib/model/requests/maintenance';

/** What can be done for a table, in the order of how often it is wanted. */
export interface Action {
  readonly kind: MaintenanceKind;
  readonly name: string;
  readonly verb: string;
  readonly what: string;
  /** how to take it back, or that one cannot */
  readonly undo: string;
}

export const ACTIONS: readonly Action[] = [
  { kind: 'compact', name: 'Compact files', verb: 'Compact', what: 'Writes small files, and files with many deleted rows, anew in the target size. No row changes.', undo: 'Each group of files is a commit of its own; the snapshot before it stays until it is expired, and can be rolled back to.' },
  { kind: 'expire-snapshots', name: 'Expire snapshots', verb: 'Expire', what: 'Lets old snapshots go, and removes the files that only they reach. Branches and tags keep theirs.', undo: 'This cannot be undone: travel to these snapshots ends, and their files are removed for good.' },
  { kind: 'rewrite-manifests', name: 'Rewrite manifests', verb: 'Rewrite', what: 'Writes manifests anew, fewer and sorted by partition, so that planning reads less. No row changes.', undo: 'It is one commit; the snapshot before it stays until it is expired, and can be rolled back to.' },
  { kind: 'remove-orphans', name: 'Remove orphan files', verb: 'Remove', what: 'Moves files in the table’s folder that nothing names to the trash. Files younger than the age are left alone.', undo: 'The files go to the trash, from where one press puts them back.' },
];
