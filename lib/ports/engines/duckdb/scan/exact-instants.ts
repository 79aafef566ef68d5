import { constants } from 'node:fs';
import { copyFile, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { brokenTable, unsupported } from '@/lib/model/errors';
import type { IcebergType } from '@/lib/model/iceberg/types';
import type { EngineScan } from '../../port';
import { replaceFiles } from './replace-files';
import { zonedNanos } from './zoned-nanos';

/** What may be copied for one statement. */
const COPIED_BYTES_MAX = 2 * 1024 ** 3;
const TAIL_BYTES = 8;
/** low half of a field's head: the boolean false */
const FALSE = 2;

function hasZonedNanos(type: IcebergType): boolean {
  switch (type.type) {
    case 'timestamptz_ns': return true;
    case 'struct': return type.fields.some((field) => hasZonedNanos(field.type));
    case 'list': return hasZonedNanos(type.element);
    case 'map': return hasZonedNanos(type.key) || hasZonedNanos(type.value);
    default: return false;
  }
}

/**
 * DuckDB 1.5 cuts instants of nanoseconds to microseconds. For scans that read such a column, files that hold one are
 * copied into `folder` with one bit of their footer changed, by which the same numbers are read whole. Nothing is copied
 * for other scans. UNSUPPORTED when that would be too much to copy.
 */
export async function withExactInstants(scans: readonly EngineScan[], folder: string): Promise<readonly EngineScan[]> {
  let copies = 0;
  let bytes = 0;
  const result: EngineScan[] = [];
  for (const scan of scans) {
    if (scan.kind !== 'files' || ![...scan.fields, ...scan.deleteFields].some((field) => hasZonedNanos(field.type))) {
      result.push(scan);
      continue;
    }
    result.push(...(await replaceFiles([scan], async ({ localPath, file }) => {
      if (file.format !== 'parquet') return localPath;
      const { places, size } = await readPlaces(localPath, file.path);
      if (places.length === 0) return localPath;
      bytes += size;
      if (bytes > COPIED_BYTES_MAX) throw unsupported('The statement reads instants with nanoseconds from more files than the embedded engine can take exactly; ask for fewer rows or without those columns.');
      const copy = join(folder, `exact-${(copies += 1)}.parquet`);
      await copyFile(localPath, copy, constants.COPYFILE_FICLONE);
      await clearBits(copy, places);
      return copy;
    })));
  }
  return result;
}

async function readPlaces(localPath: string, path: string): Promise<{ places: readonly { readonly at: number; readonly byte: number }[]; size: number }> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(localPath, 'r');
    const { size } = await handle.stat();
    const tail = Buffer.alloc(TAIL_BYTES);
    await handle.read(tail, 0, TAIL_BYTES, size - TAIL_BYTES);
    const length = tail.readUInt32LE(0);
    const from = size - TAIL_BYTES - length;
    if (tail.toString('latin1', 4) !== 'PAR1' || from < 4) throw new RangeError('no Parquet file');
    const footer = new Uint8Array(length);
    await handle.read(footer, 0, length, from);
    return { places: zonedNanos(footer).map((at) => ({ at: from + at, byte: ((footer[at] ?? 0) & 0xf0) | FALSE })), size };
  } catch (error) {
    throw brokenTable(`The data file ${path} is missing or damaged.`, path, error);
  } finally {
    await handle?.close();
  }
}

async function clearBits(path: string, places: readonly { readonly at: number; readonly byte: number }[]): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    for (const { at, byte } of places) await handle.write(Uint8Array.of(byte), 0, 1, at);
    await handle.chmod(0o444);
  } finally {
    await handle.close();
  }
}
