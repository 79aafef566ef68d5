import { z } from 'zod';
import { invalidInput } from '@/lib/model/errors';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import { presentHistory, recordOf } from './present';
import { runs } from './own-run';
import { PHASES, outer, type State } from './run-state';
import { listRuns } from './store';

const states: readonly State[] = ['queued', 'running', 'finished', 'failed', 'cancelled'];

/** Runs newest first: one's own, or everybody's for whoever may see the text of others. */
export const listQueries = command({
  name: 'query.list', audit: 'none', permission: 'authenticated',
  input: z.object({ cursor: z.string().max(200).optional(), limit: z.number().int().min(1).max(1000), text: z.string().max(255).optional(), state: z.enum(states as [State, ...State[]]).optional() }),
  run: async (ctx, input) => {
    const [at, id] = input.cursor?.split('~') ?? [];
    if (input.cursor !== undefined && (id === undefined || Number.isNaN(Date.parse(at ?? '')))) throw invalidInput('The cursor is not one that this API gave.', { cursor: 'use the `next` of the page before' });
    const records = await listRuns(ctx.ports.db, {
      userId: ctx.can('view_text_others', securables.engine()) ? null : ctx.principal.id, text: input.text ?? null,
      phases: input.state === undefined ? null : PHASES.filter((phase) => outer(phase) === input.state),
      before: id === undefined || at === undefined ? null : { submittedAt: new Date(at), id }, limit: input.limit + 1,
    });
    const live = runs(ctx);
    const page = records.slice(0, input.limit).map((record) => { const run = live.get(record.id); return run === null ? record : recordOf(run); });
    const last = page.at(-1);
    return { items: page.map(presentHistory), next: records.length > input.limit && last ? `${last.submittedAt.toISOString()}~${last.id}` : null };
  },
});
