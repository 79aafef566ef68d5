import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { homePaths } from '@/lib/kernel/settings/home';
import { dumpRows } from '@/lib/ports/db/rows';
import { writeTar, type TarEntry } from './tar';

export const BACKUP_FORMAT = 'lakehouse-console-backup-1';

/** First entry of a backup. */
export interface BackupManifest {
  readonly format: typeof BACKUP_FORMAT;
  readonly madeAt: string;
  readonly migrations: readonly string[];
  readonly withWarehouse: boolean;
}

/**
 * A copy of the console's own state (the database's rows as of one instant, and the secrets), and of the default
 * warehouse's files when asked for, as a gzipped tar. Data files never change and metadata names only what was there
 * before it, so a warehouse that is copied metadata last is whole.
 */
export const backup = command({
  name: 'console.backup',
  input: z.object({ withWarehouse: z.boolean() }),
  permission: 'system',
  audit: 'mutation',
  async run(ctx, { withWarehouse }): Promise<AsyncIterable<Uint8Array>> {
    const folder = await mkdtemp(join(tmpdir(), 'lakehouse-backup-'));
    const rows = join(folder, 'rows');
    const file = createWriteStream(rows, { mode: 0o600 });
    const migrations = await dumpRows(ctx.ports.db, (line) => new Promise((resolve) => { if (file.write(line)) resolve(); else file.once('drain', () => resolve()); }));
    file.end();
    await finished(file);
    const manifest: BackupManifest = { format: BACKUP_FORMAT, madeAt: ctx.now().toISOString(), migrations, withWarehouse };
    const archive = Readable.from(writeTar(entries(ctx, manifest, rows))).pipe(createGzip({ level: 6 }));
    archive.once('close', () => void rm(folder, { recursive: true, force: true }));
    return archive as AsyncIterable<Uint8Array>;
  },
});

async function* entries(ctx: Context, manifest: BackupManifest, rows: string): AsyncGenerator<TarEntry> {
  const { settings } = ctx.ports;
  const text = Buffer.from(`${JSON.stringify(manifest)}\n`);
  yield { name: 'manifest.json', size: text.length, content: Readable.from([text]) };
  yield fileEntry('rows', rows, (await stat(rows)).size);
  const { secrets } = homePaths(settings.home);
  for (const name of await readdir(secrets)) yield fileEntry(`secrets/${name}`, join(secrets, name), (await stat(join(secrets, name))).size);
  if (!manifest.withWarehouse) return;
  const root = settings.warehouse.path;
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const isMetadata = (path: string): boolean => path.split(sep).includes('metadata');
  for (const path of [...files.filter((name) => !isMetadata(name)), ...files.filter(isMetadata)]) {
    const at = join(root, path);
    const found = await stat(at).catch(() => null);
    if (found !== null) yield fileEntry(`warehouse/${path.split(sep).join('/')}`, at, found.size);
  }
}

const fileEntry = (name: string, path: string, size: number): TarEntry => ({ name, size, content: size === 0 ? Readable.from([]) : createReadStream(path, { end: size - 1 }) });
