import { invalidInput } from '@/lib/model/errors';
import { parseType } from '@/lib/model/values/type-text';
import { fromLogicalType } from '../logical-type';
import type { IcebergType, JsonValue, NestedField } from '../types';
import { parsePrimitive } from './type-json';

const DEPTH_MAX = 100;
type Json = { readonly [key: string]: unknown };

/**
 * A type as a person or a script gives it: Iceberg's text (`list<struct<sku: string, n: required int>>`), Trino's
 * (`array(row(sku varchar, n integer))`), or the JSON of the specification, where ids may be missing. Ids in it are 0,
 * to be given by whoever adds it. Throws INVALID_INPUT.
 */
export function readTypeInput(input: string | Json, formatVersion: number): IcebergType {
  return typeof input === 'string' ? fromText(input, formatVersion) : fromJson(input, formatVersion, 0);
}

const noType = (what: string): Error => invalidInput(`${what.length > 200 ? `${what.slice(0, 200)}…` : what} is no type. Examples: long, decimal(10,2), timestamptz, list<string>, map<string, long>, struct<street: string, zip: int>.`);

function fromText(text: string, formatVersion: number): IcebergType {
  const reader = new TypeReader(text);
  const own = reader.whole();
  if (own !== null) return own;
  const trino = parseType(text);
  const stored = trino === null ? null : fromLogicalType(trino, formatVersion);
  if (stored === null) throw noType(text);
  return stored;
}

/** Iceberg's own text; anything that it does not understand is null, for the next reader to try. */
class TypeReader {
  private at = 0;
  constructor(private readonly text: string) {}

  whole(): IcebergType | null {
    const type = this.type(0);
    this.space();
    return this.at === this.text.length ? type : null;
  }

  private type(depth: number): IcebergType | null {
    if (depth > DEPTH_MAX) throw invalidInput(`A type may be nested ${DEPTH_MAX} levels deep.`);
    const word = this.match(/[a-z_0-9]+/iy)?.toLowerCase();
    if (word === undefined) return null;
    if (this.take('<')) return this.nested(word, depth);
    const rest = this.match(/\s*[([][^)\]<>]*[)\]]/y) ?? '';
    // `int` and `bigint` alike: the words that Trino alone has are left to its own reader, but inside `list<…>` both are at home
    const zone = this.match(/\s*\bwith\s+time\s+zone/iy) ?? '';
    const spelled = zone === '' ? parsePrimitive(word + rest) : null;
    if (spelled !== null) return spelled;
    const trino = depth > 0 ? parseType(`${word}${rest} ${zone}`.replace(/\s+/g, ' ')) : null;
    return trino === null ? null : fromLogicalType(trino, 3);
  }

  private nested(word: string, depth: number): IcebergType | null {
    if (word === 'list' || word === 'array') {
      const elementRequired = this.requirement();
      const element = this.type(depth + 1);
      return element !== null && this.take('>') ? { type: 'list', elementId: 0, element, elementRequired } : null;
    }
    if (word === 'map') {
      const key = this.type(depth + 1);
      if (key === null || !this.take(',')) return null;
      const valueRequired = this.requirement();
      const value = this.type(depth + 1);
      return value !== null && this.take('>') ? { type: 'map', keyId: 0, key, valueId: 0, value, valueRequired } : null;
    }
    if (word !== 'struct') return null;
    const fields: NestedField[] = [];
    do {
      this.match(/\s*\d+\s*:(?=[^<>]*?:)/y);
      const name = this.name();
      if (name === null || !this.take(':')) return null;
      const required = this.requirement();
      const type = this.type(depth + 1);
      if (type === null) return null;
      fields.push({ id: 0, name, required, type });
    } while (this.take(','));
    return this.take('>') ? { type: 'struct', fields } : null;
  }

  private name(): string | null {
    this.space();
    const quoted = this.match(/"(?:[^"]|"")+"|`(?:[^`]|``)+`/y);
    if (quoted !== undefined) return quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted.slice(1, -1).replaceAll('``', '`');
    return this.match(/[^\s:<>,"`]+/y) ?? null;
  }
  private requirement(): boolean { return this.match(/\s*(?:required|optional)\s+/iy)?.trim().toLowerCase() === 'required'; }
  private space(): void { this.match(/\s*/y); }
  private take(sign: string): boolean {
    this.space();
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }
  private match(pattern: RegExp): string | undefined {
    if (!pattern.source.startsWith('\\s')) this.at += /^\s*/.exec(this.text.slice(this.at))?.[0].length ?? 0;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

function fromJson(json: unknown, formatVersion: number, depth: number): IcebergType {
  if (depth > DEPTH_MAX) throw invalidInput(`A type may be nested ${DEPTH_MAX} levels deep.`);
  if (typeof json === 'string') return fromText(json, formatVersion);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw noType(JSON.stringify(json) ?? 'nothing');
  const object = json as Json;
  const inside = (key: string): IcebergType => fromJson(object[key], formatVersion, depth + 1);
  switch (object['type']) {
    case 'list': return { type: 'list', elementId: 0, element: inside('element'), elementRequired: object['element-required'] === true };
    case 'map': return { type: 'map', keyId: 0, key: inside('key'), valueId: 0, value: inside('value'), valueRequired: object['value-required'] === true };
    case 'struct': {
      const { fields } = object;
      if (!Array.isArray(fields)) throw noType('A struct without fields');
      return { type: 'struct', fields: fields.map((field: unknown) => fieldFromJson(field, formatVersion, depth + 1)) };
    }
    default: throw noType(JSON.stringify(json));
  }
}

function fieldFromJson(json: unknown, formatVersion: number, depth: number): NestedField {
  const field = typeof json === 'object' && json !== null ? (json as Json) : {};
  const { name, doc } = field;
  if (typeof name !== 'string' || name === '') throw invalidInput('A field of a struct has no name.');
  const kept = (key: string): JsonValue | undefined => field[key] as JsonValue | undefined;
  const [initialDefault, writeDefault] = [kept('initial-default'), kept('write-default')];
  return {
    id: 0, name, required: field['required'] === true, type: fromJson(field['type'], formatVersion, depth),
    ...(typeof doc === 'string' ? { doc } : {}), ...(initialDefault == null ? {} : { initialDefault }), ...(writeDefault == null ? {} : { writeDefault }),
  };
}
