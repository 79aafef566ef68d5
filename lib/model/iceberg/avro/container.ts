import avro from 'avsc';
import { AppError, brokenTable, unsupported } from '@/lib/model/errors';
import { typeHook } from './long-type';

/** Raw deflate, handed in: this floor has no IO and runs in a browser too. */
export type Inflate = (bytes: Uint8Array) => Uint8Array;
export type Deflate = (bytes: Uint8Array) => Uint8Array;

const MAGIC = [0x4f, 0x62, 0x6a, 0x01];
const metaType = avro.Type.forSchema({ type: 'map', values: 'bytes' });

/** A place in Avro's binary encoding. */
class Cursor {
  position = 0;
  constructor(readonly buffer: Buffer) {}
  long(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.buffer[this.position];
      if (byte === undefined) throw new RangeError('truncated');
      this.position += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      scale *= 128;
    }
  }
  take(length: number): Buffer {
    if (length < 0 || this.position + length > this.buffer.length) throw new RangeError('truncated');
    this.position += length;
    return this.buffer.subarray(this.position - length, this.position);
  }
}

export interface ContainerHeader {
  /** the writer's schema, parsed */
  readonly schema: unknown;
  readonly schemaText: string;
  readonly meta: ReadonlyMap<string, string>;
}

interface Resolved { readonly type: avro.Type; readonly resolver: unknown }
const resolvers = new Map<string, Resolved>();
const writers = new Map<string, avro.Type>();
const COMPILED_MAX = 200;

/** Compiled writer for a schema, kept for the same reason. */
function writerOf(schemaText: string, schema: unknown): avro.Type {
  const known = writers.get(schemaText);
  if (known) return known;
  const made = avro.Type.forSchema(schema as avro.Schema, { typeHook, wrapUnions: false });
  if (writers.size >= COMPILED_MAX) writers.clear();
  writers.set(schemaText, made);
  return made;
}

/** Compiled reader for a writer schema, kept: compiling costs more than reading a small file. */
function resolve(schemaText: string, schema: unknown, key: string, project: (schema: unknown) => unknown): Resolved {
  const cacheKey = `${key}\u0000${schemaText}`;
  const known = resolvers.get(cacheKey);
  if (known) return known;
  const writer = avro.Type.forSchema(schema as avro.Schema, { typeHook, wrapUnions: false });
  const reader = avro.Type.forSchema(project(schema) as avro.Schema, { typeHook, wrapUnions: false });
  const made = { type: reader, resolver: reader.createResolver(writer) };
  if (resolvers.size >= COMPILED_MAX) resolvers.clear();
  resolvers.set(cacheKey, made);
  return made;
}

export interface ReadOptions {
  /** names the file in errors */
  readonly file: string;
  readonly inflate: Inflate;
  /** cuts the writer's schema to what is wanted */
  readonly project: (schema: unknown) => unknown;
  /** names the projection, for the cache */
  readonly projection: string;
}

/**
 * Records of an Avro object container file (Avro 1.11 spec, Object Container Files), projected. Codecs null and deflate.
 * @throws BROKEN_TABLE naming the file when it is truncated or corrupt, UNSUPPORTED for another codec
 */
export function readContainer<T>(bytes: Uint8Array, options: ReadOptions): { header: ContainerHeader; records: T[] } {
  try {
    const cursor = new Cursor(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const header = readHeader(cursor);
    const codec = header.meta.get('avro.codec') ?? 'null';
    if (codec !== 'null' && codec !== 'deflate') throw unsupported(`${options.file} is compressed with ${codec}; this console reads Avro files without compression or with deflate.`);
    const sync = cursor.take(16);
    const { type, resolver } = resolve(header.schemaText, header.schema, options.projection, options.project);
    const records: T[] = [];
    while (cursor.position < cursor.buffer.length) {
      const count = cursor.long();
      const raw = cursor.take(cursor.long());
      const inflated = codec === 'deflate' ? options.inflate(raw) : raw;
      const block = Buffer.from(inflated.buffer, inflated.byteOffset, inflated.byteLength);
      for (let index = 0, at = 0; index < count; index += 1) {
        const decoded = type.decode(block, at, resolver as Parameters<avro.Type['decode']>[2]);
        if (decoded.offset < 0) throw new RangeError('truncated block');
        records.push(decoded.value as T);
        at = decoded.offset;
      }
      if (!cursor.take(16).equals(sync)) throw new RangeError('sync marker');
    }
    return { header, records };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw brokenTable(`${options.file} is damaged: it is no whole Avro file.`, options.file, error);
  }
}

/** Only the header. Throws BROKEN_TABLE naming the file. */
export function readContainerHeader(bytes: Uint8Array, file: string): ContainerHeader {
  try {
    return readHeader(new Cursor(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  } catch (error) {
    throw brokenTable(`${file} is damaged: it is no whole Avro file.`, file, error);
  }
}

const schemas = new Map<string, unknown>();

/** Manifests of one table have one schema, to the letter. */
function parsed(schemaText: string): unknown {
  const known = schemas.get(schemaText);
  if (known !== undefined) return known;
  const schema = JSON.parse(schemaText) as unknown;
  if (schemas.size >= COMPILED_MAX) schemas.clear();
  schemas.set(schemaText, schema);
  return schema;
}

function readHeader(cursor: Cursor): ContainerHeader {
  const magic = cursor.take(4);
  if (!MAGIC.every((byte, index) => magic[index] === byte)) throw new RangeError('no Avro file');
  const meta = metaType.decode(cursor.buffer, cursor.position);
  if (meta.offset < 0) throw new RangeError('truncated header');
  cursor.position = meta.offset;
  const texts = new Map(Object.entries(meta.value as Record<string, Buffer>).map(([key, value]) => [key, value.toString('utf8')]));
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
  const type = writerOf(schemaText, schema);
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
