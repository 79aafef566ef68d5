import { invalidInput } from '@/lib/model/errors';
import { maintenanceRequests } from '@/lib/model/requests/maintenance';
import { command } from '@/lib/kernel/command';
import { nameOf } from '../tables/inputs';
import { openTable } from '../tables/open';
import { asked, counted, maintain, sayDryRun } from './request';

const DAY_MS = 86_400_000;
const USUAL_AGE_MS = 3 * DAY_MS;
const LISTED_MAX = 1000;

/** Moves the files in a table's folder that nothing names to the trash, from where they can be put back. */
export const removeOrphans = command({
  name: 'table.remove_orphans', input: asked(maintenanceRequests['remove-orphans'].shape), permission: maintain, audit: 'mutation',
  run: async (ctx, input) => {
    const { catalog } = ctx.ports;
    sayDryRun(ctx, input);
    const now = ctx.now().getTime();
    const olderThanMs = input.olderThan === undefined ? now - USUAL_AGE_MS : Date.parse(input.olderThan);
    if (olderThanMs > now - DAY_MS) throw invalidInput('Files younger than a day may belong to a write that is not committed yet, and stay; choose an earlier time.', { olderThan: 'at least a day ago' });
    const loaded = await openTable(ctx, input);
    const found = await catalog.maintenance.orphans(loaded, { olderThanMs, signal: ctx.signal });
    input.job?.say(`Looked at ${counted(found.looked, 'file')}: nothing names ${found.files.length.toLocaleString('en-US')} of them, and ${found.tooYoung.toLocaleString('en-US')} more are too young to tell`);
    const answer = (trashId: string | null) => ({
      dryRun: input.dryRun, metadataVersion: loaded.version, snapshotId: loaded.metadata.currentSnapshotId?.toString() ?? null, looked: found.looked, tooYoung: found.tooYoung, files: found.files.length, bytes: found.bytes,
      listed: found.files.slice(0, LISTED_MAX).map(({ path, bytes, modifiedMs }) => ({ path, bytes, modifiedAt: new Date(modifiedMs).toISOString() })), trash: trashId,
    });
    if (input.dryRun || found.files.length === 0) return answer(null);
    ctx.signal.throwIfAborted();
    const entry = await catalog.maintenance.removeOrphans(nameOf(input), { olderThanMs, signal: ctx.signal }, { by: ctx.principal.name, reason: 'Orphan files' });
    if (entry === null) return answer(null);
    ctx.note({ after: { trash: entry.id, files: entry.files, bytes: entry.bytes } });
    input.job?.progress(entry.files, entry.files, 'files');
    input.job?.say(`Moved ${counted(entry.files, 'file')} to the trash`);
    return answer(entry.id);
  },
});
