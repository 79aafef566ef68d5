import { z } from 'zod';
import { AppError, isAppError } from '@/lib/model/errors';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { VERSION } from './version';

const STARTED = new Date();

interface Part { name: string; kind: string; place: string; state: 'ready' | 'failing'; detail: string | null }

const WAIT_MS = 5000;
const late = (): Promise<never> => new Promise((_, reject) => setTimeout(() => reject(new AppError('TIMEOUT', `It did not answer within ${WAIT_MS / 1000} seconds.`)), WAIT_MS).unref());

/** Asks one part whether it answers. */
async function part(name: string, kind: string, place: string, check: () => Promise<unknown>): Promise<Part> {
  try {
    await Promise.race([check(), late()]);
    return { name, kind, place, state: 'ready', detail: null };
  } catch (error) {
    return { name, kind, place, state: 'failing', detail: isAppError(error) ? error.message : 'It does not answer.' };
  }
}

/** What runs where, and whether it answers. */
export function partsOf(ctx: Pick<Context, 'ports'>): Promise<Part[]> {
  const { db, store, engine, parser } = ctx.ports;
  return Promise.all([
    part('Database', db.kind === 'pglite' ? 'PGlite, embedded' : 'PostgreSQL', db.place, () => db.check()),
    part('Files', store.capabilities.local ? 'local disk' : 'remote', store.rootUri, () => store.stat('/')),
    part('Engine', 'DuckDB, a process for each statement', 'this machine', () => engine.check()),
    part('SQL', "Trino's dialect", 'this machine', () => parser.functions()),
  ]);
}

/** Everybody signed in may see what runs and its limits; values of settings take the privilege to read them. */
export const getSettings = command({
  name: 'system.settings', audit: 'none', input: z.object({}), permission: 'authenticated',
  run: async (ctx) => {
    const { settings, walls } = ctx.ports;
    const may = ctx.can('read', securables.admin('settings'));
    return {
      version: VERSION, node: process.version, startedAt: STARTED.toISOString(), parts: (await partsOf(ctx)).map((one) => (may ? one : { ...one, place: 'this console' })),
      walls: walls.map(({ name, holds, why }) => ({ name, holds, why })), settings: may ? [...settings.items] : settings.items.filter(({ group }) => group === 'Queries' || group === 'Retention'),
    };
  },
});
