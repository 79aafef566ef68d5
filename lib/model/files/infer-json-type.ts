import { parse } from 'lossless-json';
import { inferType } from './infer-type';
import { fieldName } from './type-words';

/** a number by its digits, which are not to be rounded */
interface Digits { readonly digits: string }
type Value = null | boolean | string | Digits | readonly Value[] | { readonly [key: string]: Value };

const MEMBERS_MAX = 200;
const DEPTH_MAX = 10;
/** objects of so many keys, of which each has fewer than half, and all alike, are maps */
const KEYS_OF_MAP = 8;

class Digit implements Digits {
  constructor(readonly digits: string) {}
}
const isObject = (value: Value): value is { readonly [key: string]: Value } => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Digit);

/**
 * The Iceberg type, in words, that each of the JSON texts is a value of: objects are structs of all their members, or maps where their
 * keys are many and seldom the same; arrays are lists. What is not alike is a string, which holds any JSON.
 */
export function inferJsonType(texts: readonly (string | null)[]): string {
  try {
    return typeOf(texts.flatMap((text) => (text === null ? [] : [parse(text, undefined, (digits) => new Digit(digits)) as Value])), 0);
  } catch (error) {
    // a key that comes twice, which the parser refuses
    if (error instanceof SyntaxError) return 'string';
    throw error;
  }
}

function typeOf(values: readonly Value[], depth: number): string {
  const given = values.filter((value) => value !== null);
  if (given.length === 0 || depth > DEPTH_MAX) return 'string';
  if (given.every((value): value is readonly Value[] => Array.isArray(value))) return `list<${typeOf(given.flat(), depth + 1)}>`;
  if (given.every(isObject)) return typeOfObjects(given, depth);
  if (given.every((value) => typeof value === 'boolean')) return 'boolean';
  if (given.every((value) => value instanceof Digit)) return inferType(given.map(({ digits }) => digits));
  if (given.every((value) => typeof value === 'string')) return inferType(given, true);
  return 'string';
}

function typeOfObjects(objects: readonly { readonly [key: string]: Value }[], depth: number): string {
  const members = new Map<string, Value[]>();
  for (const object of objects) for (const [key, value] of Object.entries(object)) members.set(key, [...(members.get(key) ?? []), value]);
  const all = [...members.values()];
  if (members.size > KEYS_OF_MAP && all.every((values) => values.length * 2 < objects.length)) {
    const types = new Set(all.map((values) => typeOf(values, depth + 1)));
    if (types.size === 1) return `map<string, ${[...types][0] ?? 'string'}>`;
  }
  const names = new Set([...members.keys()].map((name) => name.toLowerCase()));
  // names that SQL cannot tell apart, or that are none
  if (members.size === 0 || members.size > MEMBERS_MAX || names.size < members.size || members.has('')) return 'string';
  return `struct<${[...members].map(([name, values]) => `${fieldName(name)}: ${typeOf(values, depth + 1)}`).join(', ')}>`;
}
