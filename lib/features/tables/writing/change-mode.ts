import type { TableMetadata } from '@/lib/model/iceberg';
import type { DeleteMode } from '@/lib/ports/engines/port';

type Operation = 'delete' | 'update' | 'merge';
const property = ({ properties }: Pick<TableMetadata, 'properties'>, name: string): string | null => properties[name]?.trim().toLowerCase() ?? null;

/** How rows leave their files: as the table's properties say, copy-on-write where they say nothing; a table of version 1 knows no other way. */
export function modeOf(metadata: Pick<TableMetadata, 'properties' | 'formatVersion'>, operation: Operation): DeleteMode {
  if (metadata.formatVersion === 1 || property(metadata, `write.${operation}.mode`) !== 'merge-on-read') return 'rewrite';
  return metadata.formatVersion === 2 ? 'files' : 'positions';
}

export const isolationOf = (metadata: Pick<TableMetadata, 'properties'>, operation: Operation): 'serializable' | 'snapshot' =>
  (property(metadata, `write.${operation}.isolation-level`) === 'snapshot' ? 'snapshot' : 'serializable');

/** Iceberg's default is one position delete file for all data files of a partition. */
export const deletesFileByFile = (metadata: Pick<TableMetadata, 'properties'>): boolean => property(metadata, 'write.delete.granularity') === 'file';
