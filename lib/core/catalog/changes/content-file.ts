import { compareValues, type ContentFile, type TableMetadata } from '@/lib/model/iceberg';
import { DELETE_PATH } from '@/lib/model/iceberg/reserved-fields';

/** What whoever wrote a Parquet file knows of it; an engine's written files are such. */
export interface FileFacts extends Pick<ContentFile, 'recordCount' | 'fileSizeInBytes' | 'columnSizes' | 'valueCounts' | 'nullValueCounts' | 'lowerBounds' | 'upperBounds'> {
  readonly nanValueCounts?: ContentFile['nanValueCounts'];
  readonly splitOffsets?: ContentFile['splitOffsets'];
}
/** Where it lies, as metadata will spell it, and what it belongs to. */
export interface FilePlace extends Pick<ContentFile, 'path' | 'specId' | 'partition'> {
  readonly sortOrderId?: number | null;
}

const parquet = (facts: FileFacts, { path, specId, partition, sortOrderId = null }: FilePlace, content: ContentFile['content']): ContentFile => ({
  content, path, format: 'parquet', specId, partition, sortOrderId, recordCount: facts.recordCount, fileSizeInBytes: facts.fileSizeInBytes,
  columnSizes: facts.columnSizes, valueCounts: facts.valueCounts, nullValueCounts: facts.nullValueCounts, nanValueCounts: facts.nanValueCounts ?? null, lowerBounds: facts.lowerBounds, upperBounds: facts.upperBounds,
  splitOffsets: facts.splitOffsets ?? null, equalityIds: null, firstRowId: null, referencedDataFile: null, contentOffset: null, contentSizeInBytes: null, keyMetadata: null,
});

/** The entry of a new data file, written in the table's sort order unless `place` says otherwise. */
export const newDataFile = ({ defaultSortOrderId }: TableMetadata, facts: FileFacts, place: FilePlace): ContentFile => parquet(facts, { sortOrderId: defaultSortOrderId, ...place }, 'data');

/**
 * The entry of a new position delete file. Its bounds of file_path are the whole paths, never cut, since by them readers
 * tell which data files it is for; a file for one alone also names it.
 */
export function newPositionDeleteFile(facts: FileFacts, place: FilePlace, dataFiles: readonly string[]): ContentFile {
  const [first] = dataFiles;
  if (first === undefined) throw new RangeError('a position delete file is for one data file at least');
  const bytes = (path: string): Uint8Array => new TextEncoder().encode(path);
  const lowest = dataFiles.reduce((a, b) => (compareValues(b, a) < 0 ? b : a));
  const highest = dataFiles.reduce((a, b) => (compareValues(b, a) > 0 ? b : a));
  return {
    ...parquet(facts, place, 'position-deletes'),
    lowerBounds: new Map([...(facts.lowerBounds ?? []), [DELETE_PATH.id, bytes(lowest)]]), upperBounds: new Map([...(facts.upperBounds ?? []), [DELETE_PATH.id, bytes(highest)]]),
    referencedDataFile: lowest === highest ? first : null,
  };
}
