import { bytesToBigint } from '../decimal';
import type { ContentFile, FileFormat, ManifestEntry, ManifestFile, PrimitiveType, PrimitiveValue } from '../types';
import { bytesToUuid } from '../values';
import type { Cursor } from './cursor';
import type { EntryLayout, FieldStep } from './entry-layout';
import type { AvroNode } from './nodes';

type Only = ReadonlySet<number> | null;

/**
 * Reads the entries of one manifest straight into what they are for us, with what they inherit: sequence numbers,
 * snapshot ids and first row ids (spec, Sequence Number Inheritance, First Row ID Inheritance). A v1 manifest has none and
 * gets 0. One function for every schema, led by a layout: it is compiled after a few files, not after a few manifests.
 */
export class EntryReader {
  private nextRowId: bigint | null;
  private readonly partitions = new Map<string, ContentFile['partition']>();
  private readonly noPartition: ContentFile['partition'] = [];
  constructor(private readonly layout: EntryLayout, private readonly manifest: ManifestFile, private readonly specId: number, private readonly types: readonly PrimitiveType[], private readonly only: Only) {
    this.nextRowId = manifest.content === 'data' ? manifest.firstRowId : null;
  }

  /** The next entry. Throws RangeError for bytes that are none. */
  entry(cursor: Cursor): ManifestEntry {
    const { manifest } = this;
    let code = 0;
    let snapshotId: bigint | null = manifest.addedSnapshotId;
    let sequence: bigint | null = null;
    let fileSequence: bigint | null = null;
    let file: ReadFile | null = null;
    for (const step of this.layout.entry) {
      if (step.nullAt >= 0 && cursor.branch() === step.nullAt) continue;
      switch (step.target) {
        case 'status': code = cursor.number(); break;
        case 'snapshot_id': snapshotId = BigInt(cursor.long()); break;
        case 'sequence_number': sequence = this.sequence(cursor.long()); break;
        case 'file_sequence_number': fileSequence = this.sequence(cursor.long()); break;
        case 'data_file': file = this.file(cursor); break;
        default: cursor.skip(step.node);
      }
    }
    if (file === null) throw new RangeError('no file');
    if (file.firstRowId === null && this.nextRowId !== null && code !== 2) {
      file.firstRowId = this.nextRowId;
      this.nextRowId += BigInt(file.recordCount);
    }
    const status = code === 1 ? 'added' : code === 2 ? 'deleted' : 'existing';
    const inherited = manifest.sequenceNumber === 0n || status === 'added' ? manifest.sequenceNumber : null;
    const sequenceNumber = sequence ?? inherited ?? 0n;
    return new ReadEntry(status, snapshotId, sequenceNumber, fileSequence ?? inherited ?? sequenceNumber, file);
  }

  /** Most entries of a manifest carry its own number. */
  private sequence(value: number | bigint): bigint {
    const own = this.manifest.sequenceNumber;
    return own === BigInt(value) ? own : BigInt(value);
  }

  private file(cursor: Cursor): ReadFile {
    const file = new ReadFile(this.specId, this.noPartition);
    for (const step of this.layout.file) {
      if (step.nullAt >= 0 && cursor.branch() === step.nullAt) continue;
      switch (step.target) {
        case 'skip': cursor.skip(step.node); break;
        case 'content': file.content = contentOf(cursor.number()); break;
        case 'file_path': file.path = cursor.text(); break;
        case 'file_format': file.format = cursor.passes('PARQUET') ? 'parquet' : formatOf(cursor.text()); break;
        case 'partition': file.partition = this.partition(cursor, step.node); break;
        case 'record_count': file.recordCount = cursor.number(); break;
        case 'file_size_in_bytes': file.fileSizeInBytes = cursor.number(); break;
        case 'column_sizes': file.columnSizes = numbersById(cursor, this.only); break;
        case 'value_counts': file.valueCounts = numbersById(cursor, this.only); break;
        case 'null_value_counts': file.nullValueCounts = numbersById(cursor, this.only); break;
        case 'nan_value_counts': file.nanValueCounts = numbersById(cursor, this.only); break;
        case 'lower_bounds': file.lowerBounds = bytesById(cursor, this.only); break;
        case 'upper_bounds': file.upperBounds = bytesById(cursor, this.only); break;
        case 'split_offsets': file.splitOffsets = numbers(cursor); break;
        case 'equality_ids': file.equalityIds = numbers(cursor); break;
        case 'sort_order_id': file.sortOrderId = cursor.number(); break;
        case 'first_row_id': file.firstRowId = BigInt(cursor.long()); break;
        case 'referenced_data_file': file.referencedDataFile = cursor.text(); break;
        case 'content_offset': file.contentOffset = cursor.number(); break;
        case 'content_size_in_bytes': file.contentSizeInBytes = cursor.number(); break;
        case 'key_metadata': file.keyMetadata = cursor.bytes(); break;
        default: throw new RangeError(`no field of a file: ${step.target}`);
      }
    }
    return file;
  }

  /** Many files of a manifest share a few partitions: values of the same bytes are read once and are one object. */
  private partition(cursor: Cursor, node: AvroNode): ContentFile['partition'] {
    const from = cursor.at;
    cursor.skip(node);
    const key = cursor.buffer.toString('latin1', from, cursor.at);
    const known = this.partitions.get(key);
    if (known !== undefined) return known;
    cursor.at = from;
    const values = this.partitionValues(cursor);
    this.partitions.set(key, values);
    return values;
  }

  private partitionValues(cursor: Cursor): ContentFile['partition'] {
    const values: (PrimitiveValue | null)[] = this.types.map(() => null);
    for (const step of this.layout.partition) {
      if (step.nullAt >= 0 && cursor.branch() === step.nullAt) continue;
      if (step.positions.length === 0) cursor.skip(step.node);
      else this.partitionValue(cursor, step, values);
    }
    return values;
  }

  private partitionValue(cursor: Cursor, step: FieldStep, into: (PrimitiveValue | null)[]): void {
    const value = plainValue(cursor, step.node);
    for (const position of step.positions) into[position] = typedValue(this.types[position], value);
  }
}

/*
 * Objects by the thousand come from constructors, not from literals: V8 watches what becomes of the objects of each
 * literal, and when all outlive its collections it throws away the code that makes them, twice, to put them elsewhere.
 */
class ReadEntry implements ManifestEntry {
  constructor(readonly status: ManifestEntry['status'], readonly snapshotId: bigint | null, readonly sequenceNumber: bigint, readonly fileSequenceNumber: bigint, readonly file: ContentFile) {}
}

class ReadFile implements ContentFile {
  content: ContentFile['content'] = 'data';
  path = '';
  format: FileFormat = 'parquet';
  recordCount = 0;
  fileSizeInBytes = 0;
  columnSizes: ContentFile['columnSizes'] = null;
  valueCounts: ContentFile['valueCounts'] = null;
  nullValueCounts: ContentFile['nullValueCounts'] = null;
  nanValueCounts: ContentFile['nanValueCounts'] = null;
  lowerBounds: ContentFile['lowerBounds'] = null;
  upperBounds: ContentFile['upperBounds'] = null;
  splitOffsets: ContentFile['splitOffsets'] = null;
  equalityIds: ContentFile['equalityIds'] = null;
  sortOrderId: number | null = null;
  firstRowId: bigint | null = null;
  referencedDataFile: string | null = null;
  contentOffset: number | null = null;
  contentSizeInBytes: number | null = null;
  keyMetadata: Uint8Array | null = null;
  constructor(readonly specId: number, public partition: ContentFile['partition']) {}
}

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

/** A partition value as Avro has it. Throws RangeError for a kind that no partition value has. */
function plainValue(cursor: Cursor, node: AvroNode): PrimitiveValue {
  switch (node.kind) {
    case 'varint': return cursor.long();
    case 'text': return cursor.text();
    case 'bytes': return cursor.bytes();
    case 'fixed': return Buffer.from(cursor.take(node.size));
    case 'boolean': return cursor.take(1)[0] !== 0;
    case 'float': return cursor.take(4).readFloatLE(0);
    case 'double': return cursor.take(8).readDoubleLE(0);
    default: throw new RangeError(`${node.kind} is no partition value`);
  }
}

function typedValue(type: PrimitiveType | undefined, value: PrimitiveValue): PrimitiveValue | null {
  switch (type?.type) {
    case undefined: return null;
    case 'long': case 'time': case 'timestamp': case 'timestamptz': case 'timestamp_ns': case 'timestamptz_ns': return BigInt(value as number | bigint);
    case 'decimal': return bytesToBigint(value as Uint8Array);
    case 'uuid': return typeof value === 'string' ? value : bytesToUuid(value as Uint8Array);
    default: return value;
  }
}
