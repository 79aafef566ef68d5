import type { EngineScan, FilesScan, ScanFile, ScannedFile } from '../../port';

/**
 * A scan as it goes to a child. Files go by columns, of each what reading needs: a thousand objects with all that their entries
 * hold take half a megabyte, and 8 ms to be written and read. Null: the same for all, as most tables have it.
 */
export type WireScan = Exclude<EngineScan, FilesScan> | (Omit<FilesScan, 'files'> & { readonly files: WireFiles });

interface WireFiles {
  readonly paths: readonly string[];
  readonly localPaths: readonly string[];
  readonly sizes: readonly number[];
  readonly formats: readonly ScannedFile['format'][] | null;
  readonly constants: readonly ScanFile['constants'][] | null;
  readonly deletes: readonly ScanFile['deletes'][] | null;
  readonly firstRowIds: readonly (bigint | null)[] | null;
}

export const toWire = (scan: EngineScan): WireScan => (scan.kind === 'files' ? { ...scan, files: byColumns(scan.files) } : scan);
export const fromWire = (scan: WireScan): EngineScan<ScannedFile> => (scan.kind === 'files' ? { ...scan, files: byFiles(scan.files) } : scan);

const byColumns = (files: readonly ScanFile[]): WireFiles => ({
  paths: files.map(({ file }) => file.path),
  localPaths: files.map(({ localPath }) => localPath),
  sizes: files.map(({ file }) => file.fileSizeInBytes),
  formats: files.every(({ file }) => file.format === 'parquet') ? null : files.map(({ file }) => file.format),
  constants: files.every(({ constants }) => constants.size === 0) ? null : files.map(({ constants }) => constants),
  deletes: files.every(({ deletes }) => deletes.length === 0) ? null : files.map(({ deletes }) => deletes),
  firstRowIds: files.every(({ firstRowId }) => firstRowId === null) ? null : files.map(({ firstRowId }) => firstRowId),
});

const NO_CONSTANTS: ScanFile['constants'] = new Map();
const NO_DELETES: ScanFile['deletes'] = [];

const byFiles = ({ paths, localPaths, sizes, formats, constants, deletes, firstRowIds }: WireFiles): readonly ScanFile<ScannedFile>[] =>
  paths.map((path, index) => ({
    file: { path, format: formats?.[index] ?? 'parquet', fileSizeInBytes: sizes[index] ?? 0 }, localPath: localPaths[index] ?? '', constants: constants?.[index] ?? NO_CONSTANTS, deletes: deletes?.[index] ?? NO_DELETES, firstRowId: firstRowIds?.[index] ?? null,
  }));
