import type { Context } from '@/lib/kernel/context';
import { countRuns } from './store';

/** Runs of all people since an instant, and how many of them failed: numbers only, no text. */
export const countQueries = (ctx: Context, since: Date): Promise<{ all: number; failed: number }> => countRuns(ctx.ports.db, since);
