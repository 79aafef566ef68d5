import { brokenTable } from '@/lib/model/errors';
import type { Extra, JsonValue } from '../types';

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

/** Reads one JSON object of a metadata file, key by key; what was not asked for ends up in `extra`. */
export class Reader {
  private readonly seen = new Set<string>();
  private readonly value: { readonly [key: string]: JsonValue };

  constructor(value: JsonValue | undefined, private readonly what: string, private readonly file: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw brokenTable(`${what} of ${file} is not an object.`, file);
    this.value = value as { readonly [key: string]: JsonValue };
  }

  private get(key: string): JsonValue | undefined {
    this.seen.add(key);
    return this.value[key];
  }
  private fail(key: string, wanted: string): never {
    throw brokenTable(`"${key}" of ${this.what} in ${this.file} is not ${wanted}.`, this.file);
  }

  raw(key: string): JsonValue | undefined { return this.get(key); }
  has(key: string): boolean { return this.value[key] !== undefined && this.value[key] !== null; }

  optionalText(key: string): string | null {
    const value = this.get(key);
    return value === undefined || value === null ? null : typeof value === 'string' ? value : this.fail(key, 'text');
  }
  text(key: string): string { return this.optionalText(key) ?? this.fail(key, 'there'); }

  optionalBoolean(key: string): boolean | null {
    const value = this.get(key);
    return value === undefined || value === null ? null : typeof value === 'boolean' ? value : this.fail(key, 'true or false');
  }

  /** an integer that a number holds exactly: ids of fields, counts, times in milliseconds */
  optionalInt(key: string): number | null {
    const value = this.get(key);
    return value === undefined || value === null ? null : typeof value === 'number' && Number.isSafeInteger(value) ? value : this.fail(key, 'an integer in range');
  }
  int(key: string): number { return this.optionalInt(key) ?? this.fail(key, 'there'); }

  optionalLong(key: string): bigint | null {
    const value = this.get(key);
    if (value === undefined || value === null) return null;
    const long = typeof value === 'bigint' ? value : typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : this.fail(key, 'an integer');
    return long >= INT64_MIN && long <= INT64_MAX ? long : this.fail(key, 'within 64 bits');
  }
  long(key: string): bigint { return this.optionalLong(key) ?? this.fail(key, 'there'); }

  optionalList(key: string): readonly JsonValue[] | null {
    const value = this.get(key);
    return value === undefined || value === null ? null : Array.isArray(value) ? (value as readonly JsonValue[]) : this.fail(key, 'a list');
  }
  ints(key: string): readonly number[] {
    return (this.optionalList(key) ?? []).map((value) => (typeof value === 'number' && Number.isInteger(value) ? value : this.fail(key, 'a list of integers')));
  }
  optionalObject(key: string, what: string): Reader | null {
    const value = this.get(key);
    return value === undefined || value === null ? null : new Reader(value, what, this.file);
  }
  list<T>(key: string, what: string, read: (reader: Reader) => T): readonly T[] {
    return (this.optionalList(key) ?? []).map((value) => read(new Reader(value, what, this.file)));
  }
  texts(key: string): Readonly<Record<string, string>> {
    const value = this.get(key);
    if (value === undefined || value === null) return {};
    if (typeof value !== 'object' || Array.isArray(value)) this.fail(key, 'an object');
    // what was parsed belongs to nobody else, so most need no copy
    if (Object.values(value).every((text) => typeof text === 'string')) return value as Readonly<Record<string, string>>;
    return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, typeof text === 'string' ? text : String(text)]));
  }
  keys(): readonly string[] { return Object.keys(this.value); }

  /** everything that nobody asked for */
  extra(): Extra {
    return Object.fromEntries(this.keys().filter((key) => !this.seen.has(key)).map((key) => [key, this.value[key] as JsonValue]));
  }
  /** the same, absent when there is nothing */
  kept(): { readonly extra?: Extra } {
    const extra = this.extra();
    return Object.keys(extra).length === 0 ? {} : { extra };
  }
  broken(message: string): Error { return brokenTable(`${message} (${this.file})`, this.file); }
}

/** Drops the keys whose value is null or undefined. */
export const present = (object: Readonly<Record<string, JsonValue | undefined>>): { readonly [key: string]: JsonValue } =>
  Object.fromEntries(Object.entries(object).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined && entry[1] !== null));
