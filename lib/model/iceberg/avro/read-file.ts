import type { ContentFile, FileFormat } from '../types';
import type { Cursor } from './cursor';
import type { AvroNode } from './nodes';

export type Only = ReadonlySet<number> | null;

/** What the fields of a file need besides their bytes. */
export interface FileContext {
  /** columns whose statistics are wanted; null: all */
  readonly only: Only;
  readonly partitions: { next(cursor: Cursor, node: AvroNode): ContentFile['partition'] };
}
export type FieldReader = (cursor: Cursor, node: AvroNode, file: ReadFile, context: FileContext) => void;

/**
 * A file while it is read. Objects by the thousand come from constructors, not from literals: V8 watches what becomes of
 * the objects of each literal, and when all outlive its collections it throws away the code that makes them, twice, to put
 * them elsewhere. Fields are declared and not defined, so that each is written once.
 */
export class ReadFile implements ContentFile {
  declare content: ContentFile['content'];
  declare path: string;
  declare format: FileFormat;
  declare readonly specId: number;
  declare partition: ContentFile['partition'];
  declare recordCount: number;
  declare fileSizeInBytes: number;
  declare columnSizes: ContentFile['columnSizes'];
  declare valueCounts: ContentFile['valueCounts'];
  declare nullValueCounts: ContentFile['nullValueCounts'];
  declare nanValueCounts: ContentFile['nanValueCounts'];
  declare lowerBounds: ContentFile['lowerBounds'];
  declare upperBounds: ContentFile['upperBounds'];
  declare splitOffsets: ContentFile['splitOffsets'];
  declare equalityIds: ContentFile['equalityIds'];
  declare sortOrderId: number | null;
  declare firstRowId: bigint | null;
  declare referencedDataFile: string | null;
  declare contentOffset: number | null;
  declare contentSizeInBytes: number | null;
  declare keyMetadata: Uint8Array | null;

  constructor(specId: number) {
    this.content = 'data';
    this.path = '';
    this.format = 'parquet';
    this.specId = specId;
    this.partition = NO_PARTITION;
    this.recordCount = 0;
    this.fileSizeInBytes = 0;
    this.columnSizes = this.valueCounts = this.nullValueCounts = this.nanValueCounts = null;
    this.lowerBounds = this.upperBounds = null;
    this.splitOffsets = this.equalityIds = null;
    this.sortOrderId = this.firstRowId = this.referencedDataFile = this.contentOffset = this.contentSizeInBytes = this.keyMetadata = null;
  }
}
const NO_PARTITION: ContentFile['partition'] = [];

/** How each field of a file is read, by its name in the spec. Small functions, for the reason that PASSES gives. */
export const FILE_FIELDS = {
  content: (cursor, _node, file) => { file.content = contentOf(cursor.number()); },
  file_path: (cursor, _node, file) => { file.path = cursor.text(); },
  file_format: (cursor, _node, file) => { file.format = cursor.passes('PARQUET') ? 'parquet' : formatOf(cursor.text()); },
  partition: (cursor, node, file, { partitions }) => { file.partition = partitions.next(cursor, node); },
  record_count: (cursor, _node, file) => { file.recordCount = cursor.number(); },
  file_size_in_bytes: (cursor, _node, file) => { file.fileSizeInBytes = cursor.number(); },
  column_sizes: (cursor, _node, file, { only }) => { file.columnSizes = numbersById(cursor, only); },
  value_counts: (cursor, _node, file, { only }) => { file.valueCounts = numbersById(cursor, only); },
  null_value_counts: (cursor, _node, file, { only }) => { file.nullValueCounts = numbersById(cursor, only); },
  nan_value_counts: (cursor, _node, file, { only }) => { file.nanValueCounts = numbersById(cursor, only); },
  lower_bounds: (cursor, _node, file, { only }) => { file.lowerBounds = bytesById(cursor, only); },
  upper_bounds: (cursor, _node, file, { only }) => { file.upperBounds = bytesById(cursor, only); },
  split_offsets: (cursor, _node, file) => { file.splitOffsets = numbers(cursor); },
  equality_ids: (cursor, _node, file) => { file.equalityIds = numbers(cursor); },
  sort_order_id: (cursor, _node, file) => { file.sortOrderId = cursor.number(); },
  first_row_id: (cursor, _node, file) => { file.firstRowId = BigInt(cursor.long()); },
  referenced_data_file: (cursor, _node, file) => { file.referencedDataFile = cursor.text(); },
  content_offset: (cursor, _node, file) => { file.contentOffset = cursor.number(); },
  content_size_in_bytes: (cursor, _node, file) => { file.contentSizeInBytes = cursor.number(); },
  key_metadata: (cursor, _node, file) => { file.keyMetadata = cursor.bytes(); },
} as const satisfies Readonly<Record<string, FieldReader>>;

const contentOf = (code: number): ContentFile['content'] => (code === 1 ? 'position-deletes' : code === 2 ? 'equality-deletes' : 'data');
const FORMATS = new Map<string, FileFormat>([['PARQUET', 'parquet'], ['ORC', 'orc'], ['AVRO', 'avro'], ['PUFFIN', 'puffin']]);
const formatOf = (text: string): FileFormat => FORMATS.get(text) ?? (text.toLowerCase() as FileFormat);

function numbersById(cursor: Cursor, only: Only): ReadonlyMap<number, number> {
  const map = new Map<number, number>();
  for (let count = cursor.count(); count > 0; count = cursor.count()) {
    for (; count > 0; count -= 1) {
      const id = cursor.number();
      const value = cursor.number();
      if (only === null || only.has(id)) map.set(id, value);
    }
  }
  return map;
}

function bytesById(cursor: Cursor, only: Only): ReadonlyMap<number, Uint8Array> {
  const map = new Map<number, Uint8Array>();
  for (let count = cursor.count(); count > 0; count = cursor.count()) {
    for (; count > 0; count -= 1) {
      const id = cursor.number();
      if (only === null || only.has(id)) map.set(id, cursor.bytes());
      else cursor.advance(cursor.number());
    }
  }
  return map;
}

function numbers(cursor: Cursor): readonly number[] {
  const list: number[] = [];
  for (let count = cursor.count(); count > 0; count = cursor.count()) for (; count > 0; count -= 1) list.push(cursor.number());
  return list;
}
