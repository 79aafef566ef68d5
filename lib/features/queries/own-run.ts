import { z } from 'zod';
import { notFound } from '@/lib/model/errors';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import { recordOf } from './present';
import type { QueryRun } from './run';
import { runsOf, type Runs } from './runs';
import { findRun, type RunRecord } from './store';

export const byId = z.object({ id: z.string().min(1).max(64) });

export const runs = (ctx: Context): Runs => {
  const { queries } = ctx.ports.settings;
  return runsOf(ctx.ports, { queryConcurrency: queries.atOnce, queryConcurrencyPerPerson: queries.perPerson, queryQueuePerPerson: queries.waitingPerPerson });
};

/**
 * A run by its id, living or ended. Another person's does not exist for whoever lacks `privilege` on the engine.
 */
export async function ownRun(ctx: Context, id: string, privilege: 'view_text_others' | 'kill_others' | null): Promise<{ record: RunRecord; live: QueryRun | null }> {
  const live = runs(ctx).get(id);
  const record = live === null ? await findRun(ctx.ports.db, id) : recordOf(live);
  if (record === null || (record.userId !== ctx.principal.id && (privilege === null || !ctx.can(privilege, securables.engine())))) throw notFound('query', id);
  return { record, live };
}
