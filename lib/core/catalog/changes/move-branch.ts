import { conflict, invalidInput, notFound, unsupported } from '@/lib/model/errors';
import { ancestors, refByName, snapshotById, type ContentFile, type Snapshot, type SnapshotRef, type TableMetadata } from '@/lib/model/iceberg';
import { mapBounded } from '../bounded';
import type { Change } from '../commits/commit-table';
import type { LoadedTable } from '../tables/load-table';
import { changeFiles } from './change-files';
import type { SnapshotTools } from './new-snapshot';
import { liveData } from './validate-base';

const SOURCE = 'source-snapshot-id';
/** Write-audit-publish: what a staged snapshot is called, and what the one that published it says. */
const WAP_ID = 'wap.id';
const PUBLISHED_WAP_ID = 'published-wap-id';

/**
 * Moves a branch forward to a snapshot that grew from its head; `to` is another ref or a snapshot. A branch that is not
 * there yet is made. INVALID_INPUT when the head is no ancestor of it, since then something would be lost.
 */
export function fastForwardChange({ metadata }: LoadedTable, branch: string, to: string | bigint): Change {
  const ref = refByName(metadata, branch);
  if (ref?.type === 'tag') throw invalidInput(`${branch} is a tag, which stays where it is; choose a branch.`);
  const snapshotId = typeof to === 'bigint' ? to : refByName(metadata, to)?.snapshotId;
  if (snapshotId === undefined) throw notFound('branch or tag', String(to));
  if (snapshotById(metadata, snapshotId) === null) throw notFound('snapshot', String(snapshotId));
  if (ref !== undefined && !ancestors(metadata, snapshotId).some((one) => one.snapshotId === ref.snapshotId)) throw invalidInput(`${branch} cannot be moved forward to ${String(to)}: it has commits of its own that are not part of it.`);
  return moveTo(metadata, branch, ref ?? null, snapshotId);
}

function moveTo({ tableUuid }: TableMetadata, branch: string, ref: SnapshotRef | null, snapshotId: bigint): Change {
  return {
    files: [],
    requirements: [...(tableUuid === null ? [] : [{ type: 'assert-table-uuid' as const, uuid: tableUuid }]), { type: 'assert-ref-snapshot-id', ref: branch, snapshotId: ref?.snapshotId ?? null }],
    updates: [{ action: 'set-snapshot-ref', name: branch, ref: { ...(ref ?? { type: 'branch', minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null }), snapshotId } }],
  };
}

/**
 * Puts the files that one snapshot added onto a branch, as Iceberg's cherry-pick does: when the snapshot grew from the
 * branch's head the branch just moves there. Only appends can be picked: what others delete or replace rests on files
 * that the branch may not have.
 * @throws INVALID_INPUT for a snapshot that the branch has already, or that was picked; UNSUPPORTED for one that is no append
 */
export async function cherryPickChange(tools: SnapshotTools, base: LoadedTable, snapshotId: bigint, branch: string): Promise<Change> {
  const { metadata } = base;
  const picked = snapshotById(metadata, snapshotId);
  if (picked === null) throw notFound('snapshot', String(snapshotId));
  const ref = refByName(metadata, branch) ?? null;
  if (ref?.type === 'tag') throw invalidInput(`${branch} is a tag, which stays where it is; choose a branch.`);
  if (ref === null && branch !== 'main') throw notFound('branch', branch);
  const line = ancestors(metadata, ref?.snapshotId ?? null);
  refusePickedTwice(line, picked, branch);
  if (picked.parentSnapshotId === (ref?.snapshotId ?? null)) return moveTo(metadata, branch, ref, snapshotId);
  if (picked.operation !== 'append') throw unsupported(`Snapshot ${snapshotId} is of operation ${picked.operation ?? 'unknown'}: only what it added could be taken over, and not what it removed, so only appends can be picked.`);
  const added = await filesAddedBy(tools, base, picked);
  const head = line[0] ?? null;
  const live = await liveData(tools.reader, base, await tools.reader.manifests(base, head), new Set(added.map(({ path }) => base.location.resolve(path))));
  if (live.size > 0) throw conflict(`${branch} has files of snapshot ${snapshotId} already.`);
  const wap = picked.summary[WAP_ID];
  return changeFiles(tools, base, { operation: 'append', added, branch, summary: { [SOURCE]: String(snapshotId), ...(wap === undefined ? {} : { [PUBLISHED_WAP_ID]: wap }) } });
}

function refusePickedTwice(line: readonly Snapshot[], { snapshotId, summary }: Snapshot, branch: string): void {
  if (line.some((one) => one.snapshotId === snapshotId)) throw invalidInput(`Snapshot ${snapshotId} is part of ${branch} already.`);
  const by = line.find((one) => one.summary[SOURCE] === String(snapshotId));
  if (by !== undefined) throw invalidInput(`Snapshot ${snapshotId} was picked already: by snapshot ${by.snapshotId}.`);
  const wap = summary[WAP_ID];
  if (wap !== undefined && line.some((one) => one.summary[WAP_ID] === wap || one.summary[PUBLISHED_WAP_ID] === wap)) throw invalidInput(`What was staged as ${wap} is part of ${branch} already.`);
}

/** Rows get new ids on another branch, as any appended rows do. */
async function filesAddedBy({ reader }: SnapshotTools, base: LoadedTable, picked: Snapshot): Promise<readonly ContentFile[]> {
  const own = (await reader.manifests(base, picked)).filter(({ addedSnapshotId }) => addedSnapshotId === picked.snapshotId);
  const entries = (await mapBounded(own, 8, (manifest) => reader.entriesOf(base, manifest, 'all'))).flat().filter(({ status, snapshotId }) => status === 'added' && snapshotId === picked.snapshotId);
  if (entries.some(({ file }) => file.content !== 'data')) throw unsupported(`Snapshot ${picked.snapshotId} deletes rows too, so it cannot be picked.`);
  return entries.map(({ file }) => ({ ...file, firstRowId: null }));
}
