import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, invalidInput, isNoRoom, notFound } from '@/lib/model/errors';
import type { Context, Ports } from '@/lib/kernel/context';
import type { FileFormat } from '@/lib/ports/engines/port';
import { takeText } from './take-text';

/** What is known of a file that somebody uploaded. */
export interface Upload { readonly id: string; readonly userId: string; readonly name: string; readonly bytes: number; readonly format: FileFormat; readonly createdAt: string }

const KEPT_PER_PERSON = 4;
const DAY_MS = 86_400_000;
const KNOWLEDGE = 'upload.json';

export const uploadsFolder = ({ settings }: Pick<Ports, 'settings'>): string => join(settings.home, 'uploads');
const folderOf = (ports: Pick<Ports, 'settings'>, id: string): string => join(uploadsFolder(ports), id);
export const uploadedFile = (ports: Pick<Ports, 'settings'>, id: string): string => join(folderOf(ports, id), 'file');

const ENDINGS: Readonly<Record<string, FileFormat>> = { csv: 'csv', tsv: 'csv', txt: 'csv', json: 'json', jsonl: 'json', ndjson: 'json', parquet: 'parquet' };
/** By the name's ending; CSV where it tells nothing. */
export const formatOf = (name: string): FileFormat => ENDINGS[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'csv';

/** Folders that the engine's unprivileged user may pass through and not list. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o711);
}

/**
 * Streams a file to the disk. Nothing of it is left when it fails, or when whoever sent it goes away.
 * @throws TOO_LARGE beyond LAKEHOUSE_UPLOAD_BYTES, TOO_MANY_REQUESTS when the person keeps four times as much already, INVALID_INPUT for what is no file to load
 */
export async function keepUpload(ctx: Context, name: string, body: ReadableStream<Uint8Array>): Promise<Upload> {
  const { ports, principal } = ctx;
  const bytesMax = ports.settings.uploadBytes;
  const kept = (await listUploads(ports)).filter(({ userId }) => userId === principal.id).reduce((sum, { bytes }) => sum + bytes, 0);
  if (kept >= KEPT_PER_PERSON * bytesMax) throw new AppError('TOO_MANY_REQUESTS', 'Your uploads take all the room that one person has. They are removed a day after they came; remove some, or wait.');
  const id = randomUUID();
  const folder = folderOf(ports, id);
  await makeFolder(uploadsFolder(ports));
  await makeFolder(folder);
  let bytes = 0;
  const bounded = new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.byteLength;
      done(bytes > bytesMax ? new AppError('TOO_LARGE', `The file is larger than the ${Math.floor(bytesMax / 1_000_000).toLocaleString('en-US')} MB that may be uploaded (LAKEHOUSE_UPLOAD_BYTES). Put it into the warehouse's store and load it by its path.`) : null, chunk);
    },
  });
  try {
    const file = uploadedFile(ports, id);
    // the types of Node's web streams and of the browser's differ in name only
    await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), bounded, takeText, createWriteStream(file, { flags: 'wx' }), { signal: ctx.signal });
    if (bytes === 0) throw invalidInput('The file is empty.');
    await chmod(file, 0o444);
    const upload: Upload = { id, userId: principal.id, name, bytes, format: formatOf(name), createdAt: ctx.now().toISOString() };
    await writeFile(join(folder, KNOWLEDGE), JSON.stringify(upload), { mode: 0o600 });
    return upload;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (isNoRoom(error)) throw new AppError('STORAGE_FULL', 'There is no room left on the disk for this file.', {}, { cause: error });
    throw error;
  }
}

async function readUpload(ports: Pick<Ports, 'settings'>, id: string): Promise<Upload | null> {
  try {
    return JSON.parse(await readFile(join(folderOf(ports, id), KNOWLEDGE), 'utf8')) as Upload;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** An upload of the person who asks; nobody else's exists. NOT_FOUND. */
export async function ownUpload({ ports, principal }: Context, id: string): Promise<Upload> {
  const upload = await readUpload(ports, id);
  if (upload === null || upload.userId !== principal.id) throw notFound('upload', id);
  return upload;
}

export const removeUpload = (ports: Pick<Ports, 'settings'>, id: string): Promise<void> => rm(folderOf(ports, id), { recursive: true, force: true });

async function names(ports: Pick<Ports, 'settings'>): Promise<readonly string[]> {
  try {
    return await readdir(uploadsFolder(ports));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function listUploads(ports: Pick<Ports, 'settings'>): Promise<readonly Upload[]> {
  const found = await Promise.all((await names(ports)).map((id) => readUpload(ports, id)));
  return found.filter((upload) => upload !== null);
}

/** Removes uploads, what was left of broken ones, and lists of bad rows, a day after they came. Answers how many. */
export async function sweepUploads(ports: Pick<Ports, 'settings'>, now: Date): Promise<number> {
  let removed = 0;
  for (const name of await names(ports)) {
    const { mtimeMs } = await stat(folderOf(ports, name));
    if (now.getTime() - mtimeMs < DAY_MS) continue;
    await removeUpload(ports, name);
    removed += 1;
  }
  return removed;
}
