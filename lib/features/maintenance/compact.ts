import { z } from 'zod';
import { hasCode } from '@/lib/model/errors';
import { currentSchema, currentSnapshot, type Predicate } from '@/lib/model/iceberg';
import { maintenanceRequests } from '@/lib/model/requests/maintenance';
import { command } from '@/lib/kernel/command';
import { openTable } from '../tables/open';
import { rewriteFiles } from '../tables/writing';
import { asked, counted, maintain, sayDryRun } from './request';

const LISTED_MAX = 200;

/**
 * Writes small files, and files with many deleted rows, anew, a commit for each group of a partition: told to stop, what is
 * done stays. A group whose rows somebody changed meanwhile is left as it is, and said.
 */
export const compact = command({
  name: 'table.compact', permission: maintain, audit: 'mutation',
  input: asked(maintenanceRequests.compact.shape).extend({
    /** only files that may hold such rows */
    filter: z.custom<Predicate>().optional(),
    /** files smaller than this are too small; three quarters of the target unless told */
    smallerThanBytes: z.number().int().min(1).optional(),
  }),
  run: async (ctx, input) => {
    const { maintenance } = ctx.ports.catalog;
    sayDryRun(ctx, input);
    const before = await openTable(ctx, input);
    const { metadata } = before;
    const snapshot = currentSnapshot(metadata);
    const nothing = { dryRun: input.dryRun, metadataVersion: before.version, snapshotId: metadata.currentSnapshotId?.toString() ?? null, looked: 0, groups: 0, files: 0, olderSpecs: 0, deleteFiles: 0, rows: 0, bytes: 0, targetFileBytes: 0, becomes: 0, partitions: [], done: { groups: 0, filesAdded: 0, filesRemoved: 0 }, leftAlone: [] };
    if (snapshot === null) return nothing;
    const plan = await maintenance.compaction(before, {
      snapshotId: snapshot.snapshotId, schema: currentSchema(metadata), filter: input.filter ?? { op: 'true' }, signal: ctx.signal,
      ...(input.targetFileBytes === undefined ? {} : { targetBytes: input.targetFileBytes }), ...(input.minInputFiles === undefined ? {} : { minInputFiles: input.minInputFiles }), ...(input.deleteRatio === undefined ? {} : { deleteRatio: input.deleteRatio }),
      ...(input.smallerThanBytes === undefined ? {} : { minBytes: input.smallerThanBytes }),
    });
    // in the current spec they may become more than they were
    const isOlder = ({ specId }: (typeof plan.groups)[number]): boolean => specId !== metadata.defaultSpecId && !input.olderSpecs;
    const groups = plan.groups.filter((group) => !isOlder(group));
    const sum = (of: (group: (typeof plan.groups)[number]) => number): number => groups.reduce((total, group) => total + of(group), 0);
    const found = {
      dryRun: input.dryRun, looked: plan.files.looked, groups: groups.length, files: sum(({ files }) => files.length), olderSpecs: plan.groups.filter(isOlder).reduce((total, { files }) => total + files.length, 0), deleteFiles: sum(({ deleteFiles }) => deleteFiles), rows: sum(({ rows }) => rows), bytes: sum(({ bytes }) => bytes), targetFileBytes: plan.targetBytes,
      becomes: sum(({ bytes }) => Math.max(1, Math.ceil(bytes / plan.targetBytes))), partitions: groups.slice(0, LISTED_MAX).map(({ name, files, bytes, rows, deleteFiles }) => ({ partition: name, files: files.length, bytes, rows, deleteFiles })),
    };
    input.job?.say(`${counted(found.files, 'file')} of ${counted(found.looked, 'file')}, in ${counted(found.groups, 'group')}, become about ${found.becomes.toLocaleString('en-US')}`);
    if (input.dryRun || groups.length === 0) return { ...nothing, ...found };
    const done = { groups: 0, filesAdded: 0, filesRemoved: 0 };
    const leftAlone: { partition: string; why: string }[] = [];
    let [version, snapshotId] = [before.version, nothing.snapshotId];
    for (const [index, group] of groups.entries()) {
      ctx.signal.throwIfAborted();
      try {
        const written = await rewriteFiles(ctx, before, { snapshot, branch: 'main', paths: group.files.map(({ file }) => file.path), ...(input.targetFileBytes === undefined ? {} : { targetFileBytes: input.targetFileBytes }) });
        done.groups += 1;
        done.filesAdded += written.changed.filesAdded;
        done.filesRemoved += written.changed.filesRemoved;
        [version, snapshotId] = [written.metadataVersion, written.snapshotId ?? snapshotId];
        input.job?.say(`${group.name === '' ? 'The table' : group.name}: ${counted(written.changed.filesRemoved, 'file')} became ${written.changed.filesAdded.toLocaleString('en-US')}`);
      } catch (error) {
        if (!hasCode(error, 'CONFLICT')) throw error;
        leftAlone.push({ partition: group.name, why: error.message });
        input.job?.say(`${group.name === '' ? 'The table' : group.name} was left alone: ${error.message}`);
      }
      input.job?.progress(index + 1, groups.length, 'groups');
    }
    ctx.note({ before: { metadataVersion: before.version }, after: { metadataVersion: version, snapshotId, ...done, leftAlone: leftAlone.length } });
    return { ...found, metadataVersion: version, snapshotId, done, leftAlone };
  },
});
