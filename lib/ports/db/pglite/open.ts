import { spawn } from 'node:child_process';
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { AppError, isNoRoom } from '@/lib/model/errors';
import { isDiskFull, noRoomForDatabase } from '../disk-full';
import { migrate, type Migration } from '../migrate';
import type { Database } from '../port';
import { PrismaDatabase } from '../prisma-database';
import { SafePGlite } from './safe-adapter';
import { requireRoom } from './with-room';

export interface PGliteOptions {
  /** folder of the database; its parent exists and is locked by the caller */
  readonly folder: string;
  readonly migrations: readonly Migration[];
  /** an empty database to start from, and the script that makes it: initdb in this process would cost 800 MB for good */
  readonly template: { readonly folder: string; readonly script: string };
}

/** Opens (at the first time makes) the embedded database and migrates it. Throws UNAVAILABLE with the reason. */
export async function openPGlite(options: PGliteOptions): Promise<Database> {
  const { folder } = options;
  if (!(await exists(folder))) await makeFolder(options);
  let pglite: PGlite;
  try {
    pglite = await PGlite.create(folder);
  } catch (cause) {
    throw new AppError('UNAVAILABLE', `The database in ${folder} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}. Restore a backup into an empty folder.`, {}, { cause });
  }
  try {
    const rows = async (sql: string, values: readonly unknown[] = []) => (await pglite.query<Record<string, unknown>>(sql, [...values])).rows;
    await migrate({ exec: async (sql) => void (await pglite.exec(sql)), rows, requireRoom: () => requireRoom(folder) }, options.migrations);
  } catch (error) {
    await pglite.close();
    throw isDiskFull(error) ? noRoomForDatabase(error) : error;
  }
  return new PrismaDatabase('pglite', folder, new SafePGlite(pglite, folder), () => pglite.close());
}

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

/** A whole copy appears under its name at once, so that a stop in the middle leaves nothing half made. */
async function makeFolder({ folder, template }: PGliteOptions): Promise<void> {
  if (!(await exists(template.folder))) await makeTemplate(template);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await mkdir(unfinished, { mode: 0o700, recursive: true });
    await cp(template.folder, unfinished, { recursive: true });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw isNoRoom(error) ? noRoomForDatabase(error) : error;
  }
}

function makeTemplate({ folder, script }: PGliteOptions['template']): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new AppError('UNAVAILABLE', `The embedded database could not be made: ${said.trim().split('\n').at(-1) ?? `exit ${code}`}`))));
  });
}
