import type { Typed } from '../analyze/typed';
import type { Span } from '@/lib/ports/parser/port';
import { failure, failureOf } from '../emit/text';

/** What an argument must not be, and how Trino says so. */
export interface Rule {
  /** a condition of the engine's; null when it is known to be false */
  readonly broken: string | null;
  readonly message: string | { readonly sql: string };
  /** INVALID_FUNCTION_ARGUMENT unless told */
  readonly code?: string;
}

/** A value that Trino takes and we do not: refused when it is met, by what is asked for and the place of the call. */
export const notAdmitted = (broken: string | null, what: string, span: Span): Rule => ({ broken, message: `${what} is not available on the embedded engine yet.`, code: `NOT_SUPPORTED@${span.line}:${span.column}` });

/**
 * `result` behind the rules of a function, in Trino's order. Trino calls no function with a NULL: where one of `inputs` is
 * NULL the result is, whatever the others are.
 * @param type carrier of the result
 */
export function checked(type: string, inputs: readonly string[], rules: readonly Rule[], result: string): string {
  const open = rules.filter(({ broken }) => broken !== null);
  if (open.length === 0) return result;
  const when = open.map(({ broken, message, code = 'INVALID_FUNCTION_ARGUMENT' }) => ` WHEN ${broken} THEN ${typeof message === 'string' ? failure(code, message, type) : failureOf(code, message.sql, type)}`);
  return `CASE WHEN ${inputs.map((input) => `${input} IS NULL`).join(' OR ')} THEN NULL${when.join('')} ELSE ${result} END`;
}

/** A whole number that is known now; undefined when it is not, null for NULL. */
export const knownInteger = (arg: Typed | undefined): bigint | null | undefined =>
  arg?.constant === null ? null : typeof arg?.constant === 'string' && /^-?\d+$/.test(arg.constant) && arg.type.kind !== 'varchar' ? BigInt(arg.constant) : undefined;

/** A text that is known now; undefined when it is not, null for NULL. */
export const knownText = (arg: Typed | undefined): string | null | undefined =>
  arg?.constant === null ? null : typeof arg?.constant === 'string' && arg.type.kind === 'varchar' ? arg.constant : undefined;
