import { unsupported } from '@/lib/model/errors';
import { currentSchema, currentSortOrder, currentSpec, type IcebergType, type NestedField, type TableMetadata } from '@/lib/model/iceberg';
import type { FileCodec, FileLayout } from '@/lib/ports/engines/port';
import { metricsModes } from './metrics-modes';

const CODECS: Readonly<Record<string, FileCodec>> = { zstd: 'zstd', snappy: 'snappy', gzip: 'gzip', brotli: 'brotli', lz4: 'lz4', uncompressed: 'uncompressed', none: 'uncompressed' };
/** Iceberg's own defaults. */
const TARGET_FILE_BYTES = 512 * 1024 * 1024;
const TARGET_DELETE_FILE_BYTES = 64 * 1024 * 1024;
const FILE_BYTES_MIN = 1024;

/** Why: what readers of the format look for in the files, and the engine does not write. */
const REASON = 'Parquet has them as arrays of a fixed length (fixed), as nanoseconds in UTC (timestamptz_ns), and as variant and geometry, none of which it makes.';

/** What the embedded engine cannot write exactly; null when all is well. */
function unwritable(type: IcebergType): string | null {
  switch (type.type) {
    case 'fixed': case 'timestamptz_ns': case 'variant': case 'geometry': case 'geography': return type.type;
    case 'struct': return type.fields.map((field) => unwritable(field.type)).find((found) => found !== null) ?? null;
    case 'list': return unwritable(type.element);
    case 'map': return unwritable(type.key) ?? unwritable(type.value);
    default: return null;
  }
}

/** Throws UNSUPPORTED for a table that has columns which the embedded engine cannot write, by their names. */
export function requireWritableColumns(fields: readonly NestedField[]): void {
  const found = fields.flatMap(({ name, type }) => { const kind = unwritable(type); return kind === null ? [] : [`${name} (${kind})`]; });
  if (found.length > 0) throw unsupported(`The embedded engine cannot write columns of these types, so no rows can be written to this table: ${found.join(', ')}. ${REASON}`);
}

const whole = (text: string | undefined): number | null => (text !== undefined && /^\d{1,15}$/.test(text.trim()) && Number(text) > 0 ? Number(text) : null);

/** How new data files of the table are to be laid out, by its schema, spec, sort order and properties. UNSUPPORTED for a codec or format that is not written. */
export function layoutOf(metadata: TableMetadata, targetFileBytes?: number): FileLayout {
  const { properties, formatVersion } = metadata;
  const format = properties['write.format.default']?.toLowerCase() ?? 'parquet';
  if (format !== 'parquet') throw unsupported(`The table wants its data files as ${format}; this console writes Parquet.`);
  const codec = properties['write.parquet.compression-codec']?.toLowerCase() ?? 'zstd';
  const compression = CODECS[codec];
  if (compression === undefined) throw unsupported(`The table wants its files compressed by ${codec}, which this console does not write.`);
  const level = properties['write.parquet.compression-level']?.trim();
  return {
    fields: currentSchema(metadata).fields,
    partition: currentSpec(metadata).fields.map(({ sourceId, sourceIds, name, transform }) => {
      if (sourceIds !== undefined && sourceIds.length > 1) throw unsupported(`The table is partitioned by ${name}, a transform of several columns, which this console does not write.`);
      return { sourceId, transform };
    }),
    sort: currentSortOrder(metadata).fields,
    targetFileBytes: Math.max(FILE_BYTES_MIN, targetFileBytes ?? whole(properties['write.target-file-size-bytes']) ?? TARGET_FILE_BYTES),
    targetDeleteFileBytes: Math.max(FILE_BYTES_MIN, whole(properties['write.delete.target-file-size-bytes']) ?? TARGET_DELETE_FILE_BYTES),
    compression, compressionLevel: level !== undefined && /^\d{1,2}$/.test(level) && compression === 'zstd' ? Math.min(22, Math.max(1, Number(level))) : null,
    rowGroupBytes: whole(properties['write.parquet.row-group-size-bytes']), metrics: metricsModes(metadata), rowLineage: formatVersion >= 3,
  };
}
