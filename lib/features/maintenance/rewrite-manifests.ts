import { maintenanceRequests } from '@/lib/model/requests/maintenance';
import { command } from '@/lib/kernel/command';
import { nameOf } from '../tables/inputs';
import { openTable } from '../tables/open';
import { asked, counted, maintain, sayDryRun } from './request';

/** Writes a branch's manifests anew, fewer and sorted by partition. No row and no data file changes. */
export const rewriteManifests = command({
  name: 'table.rewrite_manifests', input: asked(maintenanceRequests['rewrite-manifests'].shape), permission: maintain, audit: 'mutation',
  run: async (ctx, input) => {
    const { catalog } = ctx.ports;
    sayDryRun(ctx, input);
    const before = await openTable(ctx, input);
    const plan = await catalog.maintenance.manifestRewrite(before, input.branch);
    input.job?.say(`${counted(plan.manifests, 'manifest')} become about ${plan.becomes.toLocaleString('en-US')}`);
    const answer = (version: number, currentSnapshotId: bigint | null, changed: boolean) => ({ dryRun: input.dryRun, metadataVersion: version, snapshotId: currentSnapshotId?.toString() ?? null, changed, ...plan });
    if (input.dryRun || plan.manifests === 0) return answer(before.version, before.metadata.currentSnapshotId, false);
    const { loaded, changed } = await catalog.commit(nameOf(input), (base) => catalog.maintenance.rewriteManifests(base, input.branch), { signal: ctx.signal });
    ctx.note({ before: { metadataVersion: before.version, manifests: plan.manifests }, after: { metadataVersion: loaded.version } });
    input.job?.progress(plan.manifests, plan.manifests, 'manifests');
    return answer(loaded.version, loaded.metadata.currentSnapshotId, changed);
  },
});
