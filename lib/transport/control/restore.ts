import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError, invalidInput, isAppError } from '@/lib/model/errors';
import type { Settings } from '@/lib/kernel/settings/settings';
import { homePaths, type Home } from '@/lib/kernel/settings/home';
import type { Migration } from '@/lib/ports/db/migrate';
import type { Database } from '@/lib/ports/db/port';
import { loadRows } from '@/lib/ports/db/rows';
import { BACKUP_FORMAT, type BackupManifest } from './backup';
import { readTar, type TarEntry } from './tar';

export interface RestoreOptions {
  readonly file: string;
  readonly settings: Settings;
  /** held: the console is not running */
  readonly home: Home;
  readonly force: boolean;
  readonly migrations: readonly Migration[];
  /** opens the database (an embedded one in the folder that is named) with these migrations */
  open(folder: string, migrations: readonly Migration[]): Promise<Database>;
}

/**
 * Puts a backup in the place of what is here. Throws CONFLICT when something is here and `force` is not given, and
 * INVALID_INPUT for a file that is no backup or comes from a newer version. An embedded database is put in place by
 * one rename at the end, so that a restore which fails has changed nothing but secrets and warehouse.
 */
export async function restore(options: RestoreOptions): Promise<{ rows: number; files: number }> {
  const { settings, force } = options;
  const { database, secrets } = homePaths(settings.home);
  if (!force && settings.databaseUrl === null && (await isFilled(database))) throw occupied(`The folder ${settings.home} holds a console already.`);
  const entries = readTar(createReadStream(options.file).pipe(createGunzip()));
  try {
    const manifest = await readManifest(await entries.next(), options.migrations);
    const rows = await restoreRows(options, manifest, await entries.next());
    let files = 0;
    for await (const { name, content } of entries) {
      const [root, path] = name.startsWith('secrets/') ? [secrets, name.slice(8)] : name.startsWith('warehouse/') ? [settings.warehouse.path, name.slice(10)] : [null, ''];
      if (root === null) throw invalidInput(`The backup holds ${JSON.stringify(name)}, which is no part of one.`);
      await place(root, path, content);
      files += 1;
    }
    return { rows, files };
  } catch (error) {
    if (isAppError(error) || !isZlib(error)) throw error;
    throw new AppError('INVALID_INPUT', `${options.file} is no backup of the console, or it is damaged.`, {}, { cause: error });
  }
}

const isZlib = (error: unknown): boolean => error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_');
const occupied = (what: string): AppError => new AppError('CONFLICT', `${what} Restore into an empty one, or add --force to replace it.`);
const isFilled = (folder: string): Promise<boolean> => readdir(folder).then((names) => names.length > 0, () => false);

async function readManifest(first: IteratorResult<TarEntry>, migrations: readonly Migration[]): Promise<BackupManifest> {
  if (first.done === true || first.value.name !== 'manifest.json' || first.value.size > 1_000_000) throw invalidInput('This is no backup of the console.');
  const manifest = JSON.parse(await text(Readable.from(first.value.content))) as BackupManifest;
  if (manifest.format !== BACKUP_FORMAT) throw invalidInput('This is no backup of the console.');
  const unknown = manifest.migrations.find((name) => !migrations.some((migration) => migration.name === name));
  if (unknown !== undefined) throw invalidInput(`The backup was made by a newer version of the console (migration ${unknown}). Restore it with that one.`);
  return manifest;
}

/** Into the schema that the rows come from; later migrations follow at the next start. */
async function restoreRows({ settings, force, open, migrations }: RestoreOptions, manifest: BackupManifest, entry: IteratorResult<TarEntry>): Promise<number> {
  if (entry.done === true || entry.value.name !== 'rows') throw invalidInput('The backup holds no rows.');
  const lines = linesOf(entry.value.content);
  const { database } = homePaths(settings.home);
  const beside = `${database}.restored`;
  await rm(beside, { recursive: true, force: true });
  const embedded = settings.databaseUrl === null;
  const db = await open(beside, embedded ? migrations.filter(({ name }) => manifest.migrations.includes(name)) : migrations);
  try {
    if (!embedded && !force && (await db.client.user.count()) > 0) throw occupied(`The database ${db.place} holds a console already.`);
    const count = await loadRows(db, lines);
    await db.close();
    if (embedded) {
      await rm(database, { recursive: true, force: true });
      await rename(beside, database);
    }
    return count;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Lines as they are asked for. (node:readline reads ahead and drops what comes before somebody listens.) */
async function* linesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of content) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/** Writes one file below `root`; a name that leaves it is refused. */
async function place(root: string, path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const target = resolve(root, ...path.split('/'));
  if (!target.startsWith(resolve(root) + sep)) throw invalidInput(`The backup holds ${JSON.stringify(path)}, which leads out of its folder.`);
  await mkdir(dirname(target), { recursive: true });
  const beside = `${target}.restored`;
  await pipeline(Readable.from(content), createWriteStream(beside, { mode: root.endsWith('secrets') ? 0o600 : 0o644 }));
  await rename(beside, target);
}
