import type { z } from 'zod';
import type { Json } from '@/lib/model/values/lossless-json';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import type { JobHandle } from '@/lib/kernel/jobs/job';
import { startJob } from '@/lib/kernel/jobs/runner';
import { maintenanceRequests, type MaintenanceKind } from '@/lib/model/requests/maintenance';
import { tableOf, type InTable } from '../tables/inputs';
import { openTable } from '../tables/open';
import { compact } from './compact';
import { expireSnapshots } from './expire-snapshots';
import { removeOrphans } from './remove-orphans';
import { asked, maintain, tableTitle } from './request';
import { rewriteManifests } from './rewrite-manifests';

type Asked = InTable & { readonly dryRun: boolean; readonly job?: JobHandle | undefined };

/** A verb that starts another one as a job, and answers its id. The job asks for the right again, and is what the audit holds. */
function starting<Input extends z.ZodType<Asked>>(kind: MaintenanceKind, title: string, shape: Input, work: (ctx: Context, input: z.output<Input>) => Promise<object>) {
  return command<Input, { job: string }>({
    name: `table.start_${kind.replaceAll('-', '_')}`, input: shape, permission: (input, ctx) => maintain(input, ctx), audit: 'none',
    run: async (ctx, input) => {
      const { catalog, namespace, table, dryRun, job: _, ...request } = input;
      await openTable(ctx, { catalog, namespace, table });
      const record = await startJob(
        ctx.ports,
        { kind: `table.${kind.replaceAll('-', '_')}`, title: `${title} ${tableTitle({ catalog, namespace, table })}`, on: tableOf({ catalog, namespace, table }), dryRun, input: request as Json, principal: ctx.principal, source: ctx.source, requestId: ctx.requestId },
        () => ctx.now(),
        async (jobCtx, job) => (await work(jobCtx, { ...input, job })) as Json,
      );
      return { job: record.id };
    },
  });
}

export const startExpireSnapshots = starting('expire-snapshots', 'Expire snapshots of', asked(maintenanceRequests['expire-snapshots'].shape), expireSnapshots);
export const startRemoveOrphans = starting('remove-orphans', 'Remove orphan files of', asked(maintenanceRequests['remove-orphans'].shape), removeOrphans);
export const startCompact = starting('compact', 'Compact', asked(maintenanceRequests.compact.shape), compact);
export const startRewriteManifests = starting('rewrite-manifests', 'Rewrite manifests of', asked(maintenanceRequests['rewrite-manifests'].shape), rewriteManifests);
