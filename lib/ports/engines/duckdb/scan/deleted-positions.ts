import { open } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { brokenTable } from '@/lib/model/errors';
import type { DeleteFile, FilesScan, ScannedFile } from '../../port';
import { identifier, text, textList } from '../quote';

/** Decodes a deletion vector's blob, as it lies in the Puffin file `file`, to row positions. */
export type DeletionVectorReader = (blob: Uint8Array, file: string) => Iterable<bigint | number>;

/** Of a scan some of whose files have position deletes or deletion vectors: a table of file and pos, with local paths. */
export const positionsTableOf = (alias: string): string => identifier(`deleted positions of ${alias}`);

async function readBlob({ file, localPath }: DeleteFile): Promise<Uint8Array> {
  const { contentOffset, contentSizeInBytes } = file;
  if (contentOffset === null || contentSizeInBytes === null) throw brokenTable(`The deletion vector in ${file.path} has no place in its file.`, file.path);
  const handle = await open(localPath, 'r');
  try {
    const blob = new Uint8Array(contentSizeInBytes);
    const { bytesRead } = await handle.read(blob, 0, contentSizeInBytes, contentOffset);
    if (bytesRead < contentSizeInBytes) throw brokenTable(`The deletion vector file ${file.path} is shorter than the table says.`, file.path);
    return blob;
  } finally {
    await handle.close();
  }
}

async function appendVectors(connection: DuckDBConnection, scan: FilesScan<ScannedFile>, readDeletionVector: DeletionVectorReader): Promise<void> {
  const appender = await connection.createAppender(`deleted positions of ${scan.alias}`);
  for (const { localPath, deletes } of scan.files) {
    for (const vector of deletes) {
      if (vector.file.format !== 'puffin') continue;
      for (const position of readDeletionVector(await readBlob(vector), vector.file.path)) {
        appender.appendVarchar(localPath);
        appender.appendBigInt(BigInt(position));
        appender.endRow();
      }
    }
  }
  appender.closeSync();
}

/** A delete file holds for those data files alone that the plan gave it to: it may name rows of files that are newer than it. */
async function appendDeleteFiles(connection: DuckDBConnection, scan: FilesScan<ScannedFile>): Promise<void> {
  const pairs: string[] = [];
  const paths = new Set<string>();
  for (const { file, localPath, deletes } of scan.files) {
    for (const deleteFile of deletes) {
      if (deleteFile.file.format !== 'parquet' || deleteFile.file.content !== 'position-deletes') continue;
      paths.add(deleteFile.localPath);
      pairs.push(`(${text(deleteFile.localPath)}, ${text(file.path)}, ${text(localPath)})`);
    }
  }
  if (pairs.length === 0) return;
  await connection.run(`
    INSERT INTO ${positionsTableOf(scan.alias)}
    SELECT DISTINCT planned.local_path, d.pos
    FROM read_parquet(${textList([...paths])}, hive_partitioning = false, union_by_name = true) AS d
    JOIN (VALUES ${pairs.join(', ')}) AS planned(delete_file, data_file, local_path)
      ON planned.delete_file = d.filename AND planned.data_file = d.file_path
    WHERE d.pos IS NOT NULL`);
}

/** Collects the positions that position delete files and deletion vectors remove, in a table of file and position; returns its quoted name. */
export async function preparePositions(connection: DuckDBConnection, scan: FilesScan<ScannedFile>, readDeletionVector: DeletionVectorReader): Promise<string> {
  const table = positionsTableOf(scan.alias);
  const positional = scan.files.flatMap(({ deletes }) => deletes).filter(({ file }) => file.content === 'position-deletes');
  if (positional.length === 0) return table;
  await connection.run(`CREATE TABLE ${table} (file VARCHAR, pos BIGINT)`);
  if (positional.some(({ file }) => file.format === 'puffin')) await appendVectors(connection, scan, readDeletionVector);
  await appendDeleteFiles(connection, scan);
  return table;
}
