import type { Cursor } from './cursor';

type Kind = 'null' | 'boolean' | 'varint' | 'float' | 'double' | 'text' | 'bytes' | 'fixed' | 'array' | 'record' | 'union' | 'numbers-by-id' | 'bytes-by-id';
/** Passes over one value of a type. Throws RangeError as Cursor does. */
export type Pass = (cursor: Cursor, node: AvroNode) => void;

/**
 * A type of a writer's schema, as much as decoding needs. Iceberg's maps by column id are arrays of key and value, with
 * kinds of their own: most bytes of a manifest lie in them.
 */
export interface AvroNode {
  readonly kind: Kind;
  readonly pass: Pass;
  /** bytes of a value, where every value takes as many */
  readonly size: number;
  /** fields, branches, the item; key and value of a map */
  readonly parts: readonly AvroNode[];
}

const passSize: Pass = (cursor, { size }) => cursor.advance(size);
const passLength: Pass = (cursor) => cursor.advance(cursor.number());
const passParts: Pass = (cursor, { parts }) => { for (const part of parts) part.pass(cursor, part); };
/** One small function for each kind: a large one for all takes V8 longer to compile than a table of ten thousand files to plan. */
const PASSES: Readonly<Record<Kind, Pass>> = {
  null: () => undefined, boolean: passSize, varint: (cursor) => cursor.skipVarints(1), float: passSize, double: passSize, text: passLength, bytes: passLength, fixed: passSize, record: passParts,
  array: (cursor, node) => { for (let count = cursor.count(); count > 0; count = cursor.count()) for (; count > 0; count -= 1) passParts(cursor, node); },
  'numbers-by-id': (cursor) => { for (let count = cursor.count(); count > 0; count = cursor.count()) cursor.skipVarints(2 * count); },
  'bytes-by-id': (cursor) => { for (let count = cursor.count(); count > 0; count = cursor.count()) cursor.skipBytesById(count); },
  union: (cursor, { parts }) => {
    const part = parts[cursor.number()];
    if (part === undefined) throw new RangeError('no branch of the union');
    part.pass(cursor, part);
  },
};

export interface AvroField { readonly name: string; readonly type: unknown; readonly 'field-id'?: number }

/** Fields of a record's schema; none for another type. */
export const fieldsOf = (schema: unknown): readonly AvroField[] => (schema as { fields?: readonly AvroField[] } | null | undefined)?.fields ?? [];

const node = (kind: Kind, size = 0, parts: readonly AvroNode[] = []): AvroNode => ({ kind, pass: PASSES[kind], size, parts });
const SIMPLE: Readonly<Record<string, AvroNode>> = {
  null: node('null'), boolean: node('boolean', 1), int: node('varint'), long: node('varint'), enum: node('varint'), float: node('float', 4), double: node('double', 8), string: node('text'), bytes: node('bytes'),
};

/** Nodes of one schema: it may name a type that stood earlier in it. Throws TypeError for what is no Avro schema. */
export class AvroNodes {
  private readonly named = new Map<string, AvroNode>();

  of(schema: unknown): AvroNode {
    if (Array.isArray(schema)) return node('union', 0, schema.map((branch) => this.of(branch)));
    if (typeof schema === 'string') return SIMPLE[schema] ?? this.known(schema);
    const { type, name, size, items, values } = schema as { type?: unknown; name?: string; size?: unknown; items?: unknown; values?: unknown };
    switch (type) {
      case 'record': return this.name(name, node('record', 0, fieldsOf(schema).map((field) => this.of(field.type))));
      case 'fixed': return this.name(name, node('fixed', wholeSize(size)));
      case 'array': return byId(items, this.of(items));
      case 'map': return node('array', 0, [node('text'), this.of(values)]);
      case 'enum': return this.name(name, node('varint'));
      default: return this.of(type);
    }
  }

  private name(name: string | undefined, made: AvroNode): AvroNode {
    if (name !== undefined) this.named.set(withoutSpace(name), made);
    return made;
  }

  private known(name: string): AvroNode {
    const found = this.named.get(withoutSpace(name));
    if (found === undefined) throw new TypeError(`no type ${name}`);
    return found;
  }
}

const withoutSpace = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function wholeSize(size: unknown): number {
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) throw new TypeError('no size');
  return size;
}

function byId(items: unknown, item: AvroNode): AvroNode {
  const [key, value] = item.parts;
  const isPair = item.kind === 'record' && item.parts.length === 2 && fieldsOf(items)[0]?.name === 'key' && key?.kind === 'varint';
  if (isPair && value?.kind === 'varint') return node('numbers-by-id', 0, item.parts);
  if (isPair && value?.kind === 'bytes') return node('bytes-by-id', 0, item.parts);
  return node('array', 0, [item]);
}
