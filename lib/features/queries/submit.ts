import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { command } from '@/lib/kernel/command';
import { drive } from './drive';
import { runs } from './own-run';
import { presentRun, recordOf } from './present';
import { QueryRun } from './run';
import { insertRun } from './store';

/** Takes a text in and answers at once; it runs when its turn comes. */
export const submitQuery = command({
  name: 'query.submit', audit: 'mutation', withReadScope: true,
  input: z.object({ sql: z.string().min(1).max(262_144), catalog: z.string().max(255).optional(), schema: z.string().max(2000).optional(), rowLimit: z.number().int().min(1).max(1_000_000_000).optional() }),
  // the right to run is asked when it runs: a lack of it is the run's failure, as every other is
  permission: 'authenticated',
  run: async (ctx, input) => {
    const all = runs(ctx);
    all.turns.requireRoom(ctx.principal.id);
    const run = new QueryRun({
      id: newId(ctx.now()), userId: ctx.principal.id, userName: ctx.principal.name, sql: input.sql, catalog: input.catalog ?? ctx.ports.catalog.name, schema: input.schema ?? null, rowLimit: input.rowLimit ?? null,
      via: ctx.source.via, submittedAt: ctx.now(),
    });
    ctx.note({ queryId: run.order.id });
    await insertRun(ctx.ports.db, run.order, 'duckdb');
    all.add(run);
    void drive(ctx, all, run);
    return presentRun(recordOf(run), all.turns.position(run.order.id));
  },
});

/** Sorts by time: `20261124_031502_9f8c2a…`. */
const newId = (now: Date): string => `${now.toISOString().replace(/[-:]/g, '').replace('T', '_').slice(0, 15)}_${randomBytes(8).toString('hex')}`;
