import type { DuckDBConnection } from '@duckdb/node-api';
import type { EngineScan, ScannedFile } from '../../port';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { createFilesView } from '../scan/files-scan';
import { createFileScan } from './file-scan';
import { createRowsTable } from './rows-table';

/** Gives a scan its name in the statement's database. */
export async function createScan(connection: DuckDBConnection, scan: EngineScan<ScannedFile>, readDeletionVector: DeletionVectorReader): Promise<void> {
  switch (scan.kind) {
    case 'rows': return createRowsTable(connection, scan);
    case 'file': return createFileScan(connection, scan);
    case 'files': return createFilesView(connection, scan, readDeletionVector);
  }
}
