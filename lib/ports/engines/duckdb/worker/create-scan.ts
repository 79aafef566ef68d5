import type { DuckDBConnection } from '@duckdb/node-api';
import type { EngineScan } from '../../port';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { createFilesView } from '../scan/files-scan';
import type { FilesOfOneSchema } from '../scan/footers';
import { createFileScan } from './file-scan';
import { createRowsTable } from './rows-table';

/** Gives a scan its name in the statement's database. @param schemas of its files, where they are on their way */
export async function createScan(connection: DuckDBConnection, scan: EngineScan, readDeletionVector: DeletionVectorReader, schemas: Promise<readonly FilesOfOneSchema[]> | null = null): Promise<void> {
  switch (scan.kind) {
    case 'rows': return createRowsTable(connection, scan);
    case 'file': return createFileScan(connection, scan);
    case 'files': await createFilesView(connection, scan, readDeletionVector, { schemas });
  }
}
