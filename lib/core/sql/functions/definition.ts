import type { Env, Typed } from '../analyze/typed';
import type { Span } from '@/lib/ports/parser/port';
import { bind } from '../emit/text';
import type { Bound, Signature } from './signature';

export interface ScalarSignature extends Signature {
  /** DuckDB's SQL over the arguments, which lie in the carriers of the parameters' types */
  readonly emit: (args: readonly Typed[], bound: Bound, env: Env, span: Span) => string;
  /** can raise an error of its own */
  readonly fails?: boolean;
  /** the result is never NaN */
  readonly nan?: false;
}
export interface ScalarFunction {
  readonly kind: 'scalar';
  readonly name: string;
  readonly signatures: readonly ScalarSignature[];
}

/** How an aggregate is written over its arguments: DISTINCT, ORDER BY, FILTER and OVER are added by `call`. */
export interface AggregateCall {
  (name: string, ...args: readonly string[]): string;
}
export interface AggregateSignature extends Signature {
  readonly emit: (call: AggregateCall, args: readonly Typed[], bound: Bound, span: Span) => string;
  readonly fails?: boolean;
}
export interface AggregateFunction {
  readonly kind: 'aggregate';
  readonly name: string;
  readonly signatures: readonly AggregateSignature[];
  /** ORDER BY inside the call has an effect */
  readonly ordered?: boolean;
  /** may stand before OVER; default true */
  readonly window?: boolean;
}
export interface WindowFunction {
  readonly kind: 'window';
  readonly name: string;
  readonly signatures: readonly AggregateSignature[];
  /** takes IGNORE NULLS */
  readonly nulls?: boolean;
  /** takes no frame, and needs an order */
  readonly offset?: boolean;
  /** goes by the whole partition: a frame has no effect */
  readonly ranking?: boolean;
}
export type SqlFunction = ScalarFunction | AggregateFunction | WindowFunction;

export const scalar = (name: string, ...signatures: readonly ScalarSignature[]): ScalarFunction => ({ kind: 'scalar', name, signatures });
/** One native function of the same meaning. */
export const native = (name: string, params: readonly string[], returns: Signature['returns'], engineName = name, more: Flags = {}): ScalarFunction =>
  scalar(name, { params, returns, emit: (args) => `${engineName}(${args.map((arg) => arg.sql).join(', ')})`, ...more });
export const aggregate = (name: string, signatures: readonly AggregateSignature[], more: { readonly ordered?: boolean; readonly window?: boolean } = {}): AggregateFunction => ({ kind: 'aggregate', name, signatures, ...more });

interface Flags {
  readonly fails?: boolean;
  readonly nan?: false;
}
/** A signature whose SQL reads its arguments by name, each computed once however often it stands in `body`. */
export const over = (params: readonly string[], returns: Signature['returns'], body: (...names: string[]) => string, more: Flags = {}): ScalarSignature =>
  overPlaced(params, returns, () => body, more);
/** The same for a body that may refuse a value when it meets one, with the place of the call. */
export const overPlaced = (params: readonly string[], returns: Signature['returns'], body: (span: Span) => (...names: string[]) => string, more: Flags = { fails: true }): ScalarSignature =>
  ({ params, returns, emit: (args, _bound, _env, span) => bind(args.map((arg) => arg.sql), (names) => body(span)(...names)), ...more });

/** The same functions under other names. */
export const alias = (fn: ScalarFunction, ...names: readonly string[]): readonly ScalarFunction[] => [fn, ...names.map((name) => ({ ...fn, name }))];
