import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column } from '@/lib/model/values/types';
import type { FilesScan, ScannedFile } from '../../port';
import { identifier, text } from '../quote';
import { createFilesView } from '../scan/files-scan';
import { admitStatement } from '../statement-tree';
import { forSpool } from './for-spool';
import { serialize } from './run-statement';
import type { Session } from './session';
import { writeSpool } from './spool-writer';

const ALIAS = 'warm';
const FUNCTIONS = ['count', 'max'];
const SQL = `SELECT b, count(*), max(a) FROM ${ALIAS} WHERE a % 2 = 0 GROUP BY b`;
const COLUMNS: readonly Column[] = [{ name: 'b', type: { kind: 'varchar', length: null } }, { name: 'n', type: { kind: 'bigint' } }, { name: 'a', type: { kind: 'bigint' } }];
const MAX_BYTES = 2 ** 20;

const scanOf = (localPath: string): FilesScan<ScannedFile> => ({
  kind: 'files', alias: ALIAS, deleteFields: [], nameMapping: null, filter: { op: 'true' }, limit: null,
  fields: [{ id: 1, name: 'a', required: false, type: { type: 'long' } }, { id: 2, name: 'b', required: false, type: { type: 'string' } }],
  files: [{
    localPath, constants: new Map(), deletes: [], firstRowId: null,
    file: { path: localPath, format: 'parquet', fileSizeInBytes: 0 },
  }],
});

/**
 * Goes the whole way of a statement once, over a small file of its own in `folder`, which it makes, before anybody waits: what a process
 * loads, compiles and allocates at its first statement is there then. Nothing of it stays.
 */
export async function warmUp({ connection }: Session, folder: string): Promise<void> {
  // systems clear their temporary folder of what is old, it may be gone itself
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const file = join(folder, 'rows.parquet');
    await connection.run(`COPY (SELECT range AS a, 'x' || (range % 3) AS b FROM range(2000)) TO ${text(file)} (FORMAT parquet, COMPRESSION zstd, FIELD_IDS {a: 1, b: 2})`);
    await createFilesView(connection, scanOf(file), () => []);
    admitStatement(await serialize(connection, SQL), { tables: [ALIAS], functions: FUNCTIONS });
    await writeSpool(connection, { spool: folder, select: forSpool(SQL, COLUMNS), rowLimit: null, ordered: false, maxBytes: MAX_BYTES }, () => undefined);
    await connection.run(`DROP VIEW ${identifier(ALIAS)}`);
  } finally {
    // at once, since what has given up its rights can no longer
    await rm(folder, { recursive: true, force: true });
  }
}
