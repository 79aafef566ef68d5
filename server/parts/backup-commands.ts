import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openHome } from '@/lib/kernel/settings/home';
import type { Settings } from '@/lib/kernel/settings/settings';
import { backup } from '@/lib/transport/control/backup';
import { restore } from '@/lib/transport/control/restore';
import { CommandLineError, readArguments } from './command-line';
import { askRunning, migrations, openDatabase, withStopped } from './console-link';

/** Writes a backup whole under its name, or leaves none. */
export async function backupCommand(args: readonly string[], settings: Settings, folder: string): Promise<void> {
  const usage = 'Usage: npm run backup -- FILE [--with-warehouse]';
  const { words, options } = readArguments(args, [], ['with-warehouse'], usage);
  const [name, ...rest] = words;
  if (name === undefined || rest.length > 0) throw new CommandLineError(usage);
  const input = { withWarehouse: options.has('with-warehouse') };
  const file = resolve(folder, name);
  const save = async (archive: AsyncIterable<Uint8Array>): Promise<void> => {
    const beside = `${file}.${process.pid}.part`;
    try {
      await pipeline(Readable.from(archive), createWriteStream(beside, { mode: 0o600 }));
      await rename(beside, file);
    } finally {
      await rm(beside, { force: true });
    }
  };
  const answer = await askRunning(settings, backup.definition.name, input);
  if (answer?.body) await save(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]));
  else await withStopped(settings, async (ctx) => save(await backup(ctx, input)));
  console.log(`The backup is in ${file}. It holds secrets: keep it where only you can read it.`);
}

export async function restoreCommand(args: readonly string[], settings: Settings, folder: string): Promise<void> {
  const usage = 'Usage: npm run restore -- FILE [--force]';
  const { words, options } = readArguments(args, [], ['force'], usage);
  const [name, ...rest] = words;
  if (name === undefined || rest.length > 0) throw new CommandLineError(usage);
  const home = openHome(settings);
  try {
    const { rows, files } = await restore({ file: resolve(folder, name), settings, home, force: options.has('force'), migrations: migrations(), open: (at, list) => openDatabase(settings, at, list) });
    console.log(`Restored ${rows} rows and ${files} files. Start the console with npm start.`);
  } finally {
    home.release();
  }
}
