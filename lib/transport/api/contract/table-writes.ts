import { z } from 'zod';
import { newTable } from '@/lib/model/requests/new-table';
import { newRef, refName } from '@/lib/model/requests/refs';
import { tableChanges } from '@/lib/model/requests/table-changes';
import { inNamespace, inTable, longId } from './parts';
import { writing, writingBare, written } from './writes';

const tag = 'Changes of tables';
const tables = '/catalogs/{catalog}/namespaces/{namespace}/tables' as const;
const base = `${tables}/{table}` as const;
const onNamespace = inNamespace.shape;
const onTable = inTable.shape;
const onRef = inTable.extend({ name: refName }).shape;

export const tableWrites = {
  create: writing('POST', tables, tag, 'Create a table', onNamespace, { name: z.string().min(1).max(255), ...newTable }).output(written),
  change: writing('PATCH', base, tag, 'Change columns, partitions, sort order, properties or the format version, all in one commit', onTable, { changes: tableChanges }).output(written),
  setRef: writing('PUT', `${base}/refs/{name}`, tag, 'Make or move a branch or a tag, or change how long it is kept', onRef, newRef).output(written),
  removeRef: writingBare('DELETE', `${base}/refs/{name}`, tag, 'Remove a branch or a tag', onRef).output(written),
  fastForward: writing('POST', `${base}/refs/{name}/fast-forward`, tag, 'Move a branch forward to a branch, tag or snapshot that grew from it', onRef, { to: refName.describe('a branch, a tag, or the id of a snapshot') }).output(written),
  cherryPick: writing('POST', `${base}/cherry-pick`, tag, 'Put the rows that one snapshot appended onto a branch', onTable, { snapshotId: longId, ref: refName.default('main') }).output(written),
  rollback: writing('POST', `${base}/rollback`, tag, 'Put a branch back to one of its earlier snapshots, or forward again', onTable, { snapshotId: longId, ref: refName.default('main') }).output(written),
  register: writingBare('POST', `${base}/register`, tag, 'Take over a table that another kind of catalog kept in this folder', onTable).output(written),
  drop: writingBare('DELETE', base, tag, 'Move a table to the trash', onTable).output(written),
};
