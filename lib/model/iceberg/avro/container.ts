import avro from 'avsc';
import { AppError, brokenTable, unsupported } from '@/lib/model/errors';
import { Cursor } from './cursor';
import { typeHook } from './long-type';

/** Raw deflate, handed in: this floor has no IO and runs in a browser too. */
export type Inflate = (bytes: Uint8Array) => Uint8Array;
export type Deflate = (bytes: Uint8Array) => Uint8Array;

const MAGIC = [0x4f, 0x62, 0x6a, 0x01];
const metaType = avro.Type.forSchema({ type: 'map', values: 'bytes' });

export interface ContainerHeader {
  /** the writer's schema, parsed */
  readonly schema: unknown;
  readonly schemaText: string;
  readonly meta: ReadonlyMap<string, string>;
}

const types = new Map<string, avro.Type>();
const COMPILED_MAX = 200;

/** Compiled type of a schema, kept: compiling costs more than reading a small file. */
function typeOf(schemaText: string, schema: unknown): avro.Type {
  const known = types.get(schemaText);
  if (known) return known;
  const made = avro.Type.forSchema(schema as avro.Schema, { typeHook, wrapUnions: false });
  if (types.size >= COMPILED_MAX) types.clear();
  types.set(schemaText, made);
  return made;
}

const NOTHING = Buffer.alloc(0);
export interface ReadOptions {
  /** names the file in errors */
  readonly file: string;
  readonly inflate: Inflate;
}

/**
 * Goes through an Avro object container file (Avro 1.11 spec, Object Container Files) block by block. `open` is given the
 * header and answers with what reads one record where the cursor stands. Codecs null and deflate.
 * @throws BROKEN_TABLE naming the file when it is truncated or corrupt, UNSUPPORTED for another codec
 */
export function readRecords(bytes: Uint8Array, options: ReadOptions, open: (header: ContainerHeader) => (cursor: Cursor) => void): void {
  guarded(options, () => {
    const container = new Container(bytes, options);
    const read = open(container.header);
    while (!container.isAtEnd()) readBlock(container.block, container.nextBlock(), read);
  });
}

/**
 * The same, which rests after each `most` records, so that whoever goes through a large file can let others have their turn.
 * Throws as readRecords does.
 */
export function* readRecordsInSlices(bytes: Uint8Array, options: ReadOptions, most: number, open: (header: ContainerHeader) => (cursor: Cursor) => void): Generator<void> {
  const container = guarded(options, () => new Container(bytes, options));
  const read = guarded(options, () => open(container.header));
  let rest = most;
  while (!container.isAtEnd()) {
    let left = guarded(options, () => container.nextBlock());
    while (left > 0) {
      const some = Math.min(left, rest);
      guarded(options, () => readBlock(container.block, some, read));
      left -= some;
      rest -= some;
      if (rest > 0) continue;
      yield;
      rest = most;
    }
  }
}

function guarded<T>({ file }: ReadOptions, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw brokenTable(`${file} is damaged: it is no whole Avro file.`, file, error);
  }
}

/** A file that is being gone through, block by block. */
class Container {
  readonly header: ContainerHeader;
  /** the block's records, uncompressed */
  readonly block = new Cursor(NOTHING);
  private readonly cursor: Cursor;
  private readonly sync: Buffer;
  private readonly isDeflated: boolean;
  constructor(bytes: Uint8Array, private readonly options: ReadOptions) {
    this.cursor = new Cursor(bufferOf(bytes));
    this.header = readHeader(this.cursor);
    const codec = this.header.meta.get('avro.codec') ?? 'null';
    if (codec !== 'null' && codec !== 'deflate') throw unsupported(`${options.file} is compressed with ${codec}; this console reads Avro files without compression or with deflate.`);
    this.isDeflated = codec === 'deflate';
    this.sync = this.cursor.take(16);
  }

  isAtEnd(): boolean {
    return this.cursor.at >= this.cursor.buffer.length;
  }

  /** Goes to the next block and answers how many records it has. Throws RangeError where the file is damaged. */
  nextBlock(): number {
    const { cursor, sync } = this;
    const count = cursor.number();
    const raw = cursor.take(cursor.number());
    this.block.over(this.isDeflated ? bufferOf(this.options.inflate(raw)) : raw);
    for (let index = 0; index < 16; index += 1) if (cursor.buffer[cursor.at + index] !== sync[index]) throw new RangeError('sync marker');
    cursor.advance(16);
    return count;
  }
}

function readBlock(block: Cursor, count: number, read: (cursor: Cursor) => void): void {
  for (let left = count; left > 0; left -= 1) read(block);
}

const bufferOf = (bytes: Uint8Array): Buffer => (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

/** Records of a small container file, whole. Throws as readRecords does. */
export function readContainer<T>(bytes: Uint8Array, options: ReadOptions): { header: ContainerHeader; records: T[] } {
  const records: T[] = [];
  let read: ContainerHeader | null = null;
  readRecords(bytes, options, (header) => {
    read = header;
    const type = typeOf(header.schemaText, header.schema);
    return (cursor) => {
      const decoded = type.decode(cursor.buffer, cursor.at);
      if (decoded.offset < 0) throw new RangeError('truncated block');
      records.push(decoded.value as T);
      cursor.at = decoded.offset;
    };
  });
  if (read === null) throw brokenTable(`${options.file} is damaged: it has no header.`, options.file);
  return { header: read, records };
}

/** Only the header. Throws BROKEN_TABLE naming the file. */
export function readContainerHeader(bytes: Uint8Array, file: string): ContainerHeader {
  try {
    return readHeader(new Cursor(bufferOf(bytes)));
  } catch (error) {
    throw brokenTable(`${file} is damaged: it is no whole Avro file.`, file, error);
  }
}

/** The header that was read last, with its bytes: manifests of one table begin with the same, to the letter. */
let last: { readonly bytes: Buffer; readonly header: ContainerHeader } | null = null;

function readHeader(cursor: Cursor): ContainerHeader {
  const { buffer, at: from } = cursor;
  if (last !== null && last.bytes.equals(buffer.subarray(from, from + last.bytes.length))) {
    cursor.advance(last.bytes.length);
    return last.header;
  }
  const header = parseHeader(cursor);
  last = { bytes: Buffer.from(buffer.subarray(from, cursor.at)), header };
  return header;
}

const schemas = new Map<string, unknown>();

/** A schema is parsed once: what else is known of it is found by the object. */
function parsed(schemaText: string): unknown {
  const known = schemas.get(schemaText);
  if (known !== undefined) return known;
  const schema = JSON.parse(schemaText) as unknown;
  if (schemas.size >= COMPILED_MAX) schemas.clear();
  schemas.set(schemaText, schema);
  return schema;
}

function parseHeader(cursor: Cursor): ContainerHeader {
  const magic = cursor.take(4);
  if (!MAGIC.every((byte, index) => magic[index] === byte)) throw new RangeError('no Avro file');
  const texts = new Map<string, string>();
  for (let count = cursor.count(); count > 0; count = cursor.count()) {
    for (let left = count; left > 0; left -= 1) {
      const key = cursor.text();
      texts.set(key, cursor.text());
    }
  }
  const schemaText = texts.get('avro.schema');
  if (schemaText === undefined) throw new RangeError('no schema');
  return { schema: parsed(schemaText), schemaText, meta: texts };
}

const syncOf = (text: string): Buffer => {
  // Any 16 bytes will do; taken from the content, so that the same table gives the same file.
  const sync = Buffer.alloc(16);
  for (let index = 0; index < text.length; index += 1) sync[index % 16] = ((sync[index % 16] ?? 0) * 31 + text.charCodeAt(index)) & 0xff;
  return sync;
};

/**
 * Writes one container file with one deflate block. The schema text goes into the header as it is: an encoder that is
 * given a type would lose `field-id`, `element-id` and `logicalType`.
 */
export function writeContainer(schema: unknown, records: readonly unknown[], meta: Readonly<Record<string, string>>, deflate: Deflate): Uint8Array {
  const schemaText = JSON.stringify(schema);
  const type = typeOf(schemaText, schema);
  const block = Buffer.concat(records.map((record) => type.toBuffer(record)));
  const header = metaType.toBuffer(Object.fromEntries(Object.entries({ 'avro.schema': schemaText, 'avro.codec': 'deflate', ...meta }).map(([key, text]) => [key, Buffer.from(text)])));
  const sync = syncOf(schemaText + JSON.stringify(meta));
  const head = [Buffer.from(MAGIC), header, sync];
  if (records.length === 0) return Buffer.concat(head);
  const deflated = deflate(block);
  return Buffer.concat([...head, varint(records.length), varint(deflated.length), deflated, sync]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value * 2;
  while (rest >= 128) {
    bytes.push((rest % 128) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
