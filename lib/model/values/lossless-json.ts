import { parse as parseLossless, stringify as stringifyLossless } from 'lossless-json';

/** A JSON value with every digit: integers beyond 2^53 are bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

const INTEGER = /^-?\d+$/;

/** Integer text becomes a number when that is exact, a bigint otherwise; anything else a number. */
function readNumber(text: string): number | bigint {
  if (!INTEGER.test(text)) return Number(text);
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** RFC 8259 text to values without losing digits of integers. Throws SyntaxError. */
export const parseJson = (text: string): Json => parseLossless(text, undefined, readNumber) as Json;

const SPECIAL_NUMBERS = [
  { test: (value: unknown): boolean => Object.is(value, -0), stringify: (): string => '-0.0' },
  { test: (value: unknown): boolean => typeof value === 'number' && !Number.isFinite(value), stringify: (value: unknown): string => { throw new TypeError(`JSON cannot hold ${String(value)}`); } },
];

/** The reverse: bigint as digits. A number that JSON cannot hold (NaN, Infinity) throws. */
export function stringifyJson(value: Json, space?: number): string {
  const text = stringifyLossless(value, undefined, space, SPECIAL_NUMBERS);
  if (text === undefined) throw new TypeError('Not a JSON value');
  return text;
}
