import { filesTable, manifestsTable, partitionsTable } from './file-tables';
import { historyTable, metadataLogTable, propertiesTable, refsTable, snapshotsTable } from './history-tables';
import type { MetadataTable } from './table';

export type { MetadataTable } from './table';
const TABLES: Readonly<Record<string, MetadataTable>> = {
  snapshots: snapshotsTable, history: historyTable, refs: refsTable, properties: propertiesTable, metadata_log_entries: metadataLogTable, files: filesTable, manifests: manifestsTable, partitions: partitionsTable,
};

/** The table behind `"t$name"`; null when there is none. */
export const metadataTable = (name: string): MetadataTable | null => TABLES[name] ?? null;
