import { unsupported } from '@/lib/model/errors';
import { loadRequest } from '@/lib/model/requests/load';
import type { Json } from '@/lib/model/values/lossless-json';
import { securables } from '@/lib/kernel/access/securables';
import type { Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { jobById, newJobId, startJob } from '@/lib/kernel/jobs/runner';
import { tableWrite } from '../tables/changes/write-input';
import { writeVerb } from '../tables/changes/write-verb';
import { nameOf, requireCatalog, tableOf } from '../tables/inputs';
import { loadFile } from './load-file';
import { openFile } from './look';
import { planLoad, type LoadInput } from './plan-load';
import { placeNeeds, sourceFile } from './source-file';

function needsOf(ctx: Context, input: LoadInput): readonly Need[] {
  const securable = tableOf(input);
  const rights: readonly Need[] = input.mode === 'create'
    ? [{ privilege: 'create', securable: securables.namespace(input.catalog, input.namespace) }]
    : [{ privilege: 'insert', securable }, ...(input.mode === 'overwrite' ? [{ privilege: 'update_delete' as const, securable }] : [])];
  return [...rights, ...placeNeeds(ctx, input)];
}

/**
 * Starts the loading of a file into a table, in one commit, as a job, and answers its id. What does not go together is refused at once.
 * The job asks for the rights again, finds the bad rows first, and writes nothing when there are any that it may not leave out; a dry
 * run counts the rows and ends there. A retry with the same key answers the same job, whatever became of it.
 */
export const startLoad = writeVerb({
  name: 'table.start_load', input: tableWrite.extend(loadRequest),
  settle: async ({ ports }, _, { answer }) => ((await jobById(ports, (answer as { readonly job: string }).job)) === null ? null : answer),
  permission: (input, ctx) => {
    requireCatalog(ctx, input.catalog);
    return needsOf(ctx, input);
  },
  run: async (ctx, input, tell) => {
    const opened = await openFile(ctx, await sourceFile(ctx, input, input.options), input.options);
    const plan = await planLoad(ctx, input, opened.sources);
    if (plan.target !== null && plan.target.readOnly !== null) throw unsupported(plan.target.readOnly);
    const { catalog, namespace, table, upload, path, options, mode, onBadRows, dryRun } = input;
    const answer = { job: newJobId(ctx.now()) };
    await tell(null, answer);
    await startJob(
      ctx.ports,
      {
        id: answer.job, kind: 'table.load', title: `Load ${opened.name} into ${[...nameOf(input).namespace, table].join('.')}`, on: tableOf({ catalog, namespace, table }), dryRun,
        input: JSON.parse(JSON.stringify({ upload, path, options, mode, onBadRows })) as Json, principal: ctx.principal, source: ctx.source, requestId: ctx.requestId,
      },
      () => ctx.now(),
      async (jobCtx, job) => (await loadFile(jobCtx, input, { ...opened, columns: plan.columns }, plan, job)) as unknown as Json,
    );
    return answer;
  },
});
