import type { Typed } from '../analyze/typed';
import type { Env } from '../analyze/typed';
import type { Bound, Signature } from './signature';

export interface ScalarSignature extends Signature {
  /** DuckDB's SQL over the arguments, which lie in the carriers of the parameters' types */
  readonly emit: (args: readonly Typed[], bound: Bound, env: Env) => string;
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
  readonly emit: (call: AggregateCall, args: readonly Typed[], bound: Bound) => string;
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
  /** takes no frame */
  readonly ranking?: boolean;
}
export type SqlFunction = ScalarFunction | AggregateFunction | WindowFunction;

export const scalar = (name: string, ...signatures: readonly ScalarSignature[]): ScalarFunction => ({ kind: 'scalar', name, signatures });
/** One native function of the same meaning. */
export const native = (name: string, params: readonly string[], returns: Signature['returns'], engineName = name, more: { readonly fails?: boolean; readonly nan?: false } = {}): ScalarFunction =>
  scalar(name, { params, returns, emit: (args) => `${engineName}(${args.map((arg) => arg.sql).join(', ')})`, ...more });
export const aggregate = (name: string, signatures: readonly AggregateSignature[], more: { readonly ordered?: boolean; readonly window?: boolean } = {}): AggregateFunction => ({ kind: 'aggregate', name, signatures, ...more });
