import { queryFailed } from '@/lib/model/errors';
import type { Argument, PropertyValue, Span } from '@/lib/ports/parser/port';

export type Given = ReadonlyMap<string, { readonly value: PropertyValue; readonly span: Span }>;

/** Arguments by their names, those given by place among them. `names` in the order of places; the first `required` may not be missing. */
export function readArguments(args: readonly Argument[], names: readonly string[], required: number, { line, column }: Span): Given {
  const given = new Map<string, { readonly value: PropertyValue; readonly span: Span }>();
  if (args.length > names.length) throw queryFailed('INVALID_ARGUMENTS', `Too many arguments: there are ${names.length === 0 ? 'none' : names.join(', ')}`, line, column);
  for (const [at, { name, value, span }] of args.entries()) {
    const key = name ?? names[at]!;
    if (!names.includes(key)) throw queryFailed('INVALID_ARGUMENTS', `Unknown argument name: ${key}`, span.line, span.column);
    if (given.has(key)) throw queryFailed('INVALID_ARGUMENTS', `Duplicate argument name: ${key}`, span.line, span.column);
    given.set(key, { value, span });
  }
  const missing = names.slice(0, required).find((name) => !given.has(name));
  if (missing !== undefined) throw queryFailed('INVALID_ARGUMENTS', `Required procedure argument '${missing}' is missing`, line, column);
  return given;
}

export function textArgument(given: Given, name: string): string | null {
  const arg = given.get(name);
  if (arg === undefined) return null;
  if (arg.value.kind !== 'text') throw queryFailed('INVALID_ARGUMENTS', `${name} takes a text`, arg.span.line, arg.span.column);
  return arg.value.value;
}

/** A whole number of 64 bits as its digits. */
export function wholeArgument(given: Given, name: string): string | null {
  const arg = given.get(name);
  if (arg === undefined) return null;
  if (arg.value.kind !== 'number' || !/^-?\d{1,19}$/.test(arg.value.value)) throw queryFailed('INVALID_ARGUMENTS', `${name} takes a whole number`, arg.span.line, arg.span.column);
  return arg.value.value;
}

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES: Readonly<Record<string, number>> = { B: 1, kB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

/** Trino's text of a duration, such as 7d or 12.5h, in milliseconds. */
export const durationArgument = (given: Given, name: string): number | null => measured(given, name, MS, 'a duration, for example 7d');
/** Trino's text of a size, such as 100MB, in bytes. */
export const sizeArgument = (given: Given, name: string): number | null => measured(given, name, BYTES, 'a size, for example 100MB');

function measured(given: Given, name: string, units: Readonly<Record<string, number>>, what: string): number | null {
  const text = textArgument(given, name);
  if (text === null) return null;
  const match = /^\s*(\d{1,12}(?:\.\d{1,6})?)\s*([A-Za-z]+)\s*$/.exec(text);
  const unit = match && Object.hasOwn(units, match[2]!) ? units[match[2]!] : undefined;
  const { line, column } = given.get(name)!.span;
  if (match === null || unit === undefined) throw queryFailed('INVALID_ARGUMENTS', `${name} takes ${what}`, line, column);
  return Math.round(Number(match[1]) * unit);
}
