import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@/lib/model/errors';
import { prepareFirstAdmin } from '@/lib/features/people';
import type { Context, Ports } from '@/lib/kernel/context';
import type { Verb } from '@/lib/kernel/command';
import { systemContext } from '@/lib/kernel/new-context';
import { homePaths, openHome, type Home } from '@/lib/kernel/settings/home';
import type { Settings } from '@/lib/kernel/settings/settings';
import { readMigrations, type Migration } from '@/lib/ports/db/migrate';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import type { Database } from '@/lib/ports/db/port';
import { openPostgres } from '@/lib/ports/db/postgresql/open';
import type { ControlAddress } from '@/lib/transport/control/control-server';

export const migrations = (): Migration[] => readMigrations(join(process.cwd(), 'prisma', 'migrations'));

/** The database of the settings, an embedded one in `folder`. */
export function openDatabase(settings: Settings, folder: string, list: readonly Migration[] = migrations()): Promise<Database> {
  if (settings.databaseUrl !== null) return openPostgres({ url: settings.databaseUrl, migrations: list, onLost: () => undefined });
  const root = process.cwd();
  return openPGlite({ folder, migrations: list, template: { folder: join(root, 'dist', 'database-template'), script: join(root, 'server', 'make-database-template.mjs') } });
}

/** The running console's answer; null when none runs. Throws what the console refused, as it said it. */
export async function askRunning(settings: Settings, name: string, input: unknown): Promise<Response | null> {
  let address: ControlAddress;
  try {
    address = JSON.parse(readFileSync(homePaths(settings.home).controlFile, 'utf8')) as ControlAddress;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AppError('FORBIDDEN', `The file ${homePaths(settings.home).controlFile} cannot be read. Run this as the user who runs the console.`, {}, { cause: error });
  }
  let answer: Response;
  try {
    answer = await fetch(`http://127.0.0.1:${address.port}/`, { method: 'POST', headers: { authorization: `Bearer ${address.secret}`, 'content-type': 'application/json' }, body: JSON.stringify({ name, input }) });
  } catch {
    // Left behind by a console that was killed.
    return null;
  }
  if (answer.ok) return answer;
  const { code, message } = (await answer.json()) as { code: AppError['code']; message: string };
  throw new AppError(code, message);
}

/** Calls the verb in the running console, or here while that is stopped. */
export async function call<Input, Result>(settings: Settings, verb: Verb<Input, Result>, input: Input): Promise<Result> {
  const answer = await askRunning(settings, verb.definition.name, input);
  if (answer !== null) return (await answer.json()) as Result;
  return withStopped(settings, (ctx) => verb(ctx, input));
}

/** Works on the folder of a console that is stopped. Throws CONFLICT when it is not. */
export async function withStopped<T>(settings: Settings, work: (ctx: Context, home: Home) => Promise<T>): Promise<T> {
  const home = openHome(settings);
  try {
    const db = await openDatabase(settings, home.database);
    try {
      const ctx = await systemContext(databaseOnly(db, settings), 'command');
      // So that `admin` is there even before the first start.
      await prepareFirstAdmin(ctx, {});
      return await work(ctx, home);
    } finally {
      await db.close();
    }
  } finally {
    home.release();
  }
}

/** Ports of a process that has no files, no engine and no parser. */
function databaseOnly(db: Database, settings: Settings): Ports {
  const say = (fields: Readonly<Record<string, unknown>>, message: string): void => console.error(message, fields['error'] ?? '');
  const absent = (): never => { throw new AppError('UNAVAILABLE', 'This needs the running console.'); };
  return {
    db, settings, log: { debug: () => undefined, info: () => undefined, warn: say, error: say },
    get store() { return absent(); }, get catalog() { return absent(); }, get engine() { return absent(); }, get parser() { return absent(); }, walls: [],
  };
}
