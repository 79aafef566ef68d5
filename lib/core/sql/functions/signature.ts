import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { asDecimal, canCoerce, commonType, sameType } from '../types/coercion';
import { parseType } from '@/lib/model/values/type-text';

/** A lambda argument, typed: its body reads its parameters by `names`. */
export interface LambdaValue {
  readonly names: readonly string[];
  readonly body: Typed;
}
export interface Bound {
  readonly types: ReadonlyMap<string, LogicalType>;
  /** by position; a lambda's place holds its body */
  readonly lambdas: ReadonlyMap<number, LambdaValue>;
}
/** A type pattern: `bigint`, `varchar` of any length, `decimal` of any size, `timestamp`, `array(T)`, `fn(T)->U`, a variable. */
export type Pattern = string;
export interface Signature {
  readonly params: readonly Pattern[];
  /** the last parameter may repeat, or be left out */
  readonly variadic?: boolean;
  readonly returns: Pattern | ((args: readonly Typed[], bound: Bound) => LogicalType);
}

const ANY_SIZE = ['varchar', 'char', 'decimal', 'timestamp', 'timestamp with time zone', 'time', 'row'];
const isVariable = (pattern: Pattern): boolean => /^[A-Z]$/.test(pattern);

/** The concrete type of a parameter for an argument, or null. Variables are bound as they are met. */
export function matchParam(pattern: Pattern, type: LogicalType, vars: Map<string, LogicalType>): LogicalType | null {
  if (isVariable(pattern)) {
    const bound = vars.get(pattern);
    const next = bound ? commonType(bound, type) : type;
    if (next) vars.set(pattern, next);
    return next;
  }
  const nested = /^(array|map)\((.*)\)$/.exec(pattern);
  if (nested) return matchNested(nested[1] as 'array' | 'map', splitArgs(nested[2]!), type, vars);
  if (type.kind === pattern) return type;
  if (ANY_SIZE.includes(pattern)) return sized(pattern, type);
  const fixed = parseType(pattern);
  return fixed && canCoerce(type, fixed) ? fixed : null;
}

function sized(pattern: Pattern, type: LogicalType): LogicalType | null {
  if (type.kind === 'unknown') return pattern === 'varchar' ? { kind: 'varchar', length: 0 } : pattern === 'decimal' ? { kind: 'decimal', precision: 1, scale: 0 } : pattern === 'row' ? null : parseType(pattern);
  if (pattern === 'decimal') return asDecimal(type);
  if (pattern === 'timestamp' && type.kind === 'date') return { kind: 'timestamp', precision: 0 };
  if (pattern === 'timestamp with time zone' && type.kind === 'date') return { kind: pattern, precision: 0 };
  if (pattern === 'timestamp with time zone' && type.kind === 'timestamp') return { kind: pattern, precision: type.precision };
  return null;
}

function matchNested(kind: 'array' | 'map', parts: readonly string[], type: LogicalType, vars: Map<string, LogicalType>): LogicalType | null {
  const source = (i: number): LogicalType => (type.kind === 'array' ? type.element : type.kind === 'map' ? (i === 0 ? type.key : type.value) : { kind: 'unknown' });
  if (type.kind !== kind && type.kind !== 'unknown') return null;
  const matched = parts.map((part, i) => matchParam(part, source(i), vars));
  if (matched.includes(null)) return null;
  return kind === 'array' ? { kind, element: matched[0]! } : { kind, key: matched[0]!, value: matched[1]! };
}

/** A pattern with its variables put in. */
export function instantiate(pattern: Pattern, vars: ReadonlyMap<string, LogicalType>): LogicalType {
  if (isVariable(pattern)) return vars.get(pattern) ?? { kind: 'unknown' };
  const nested = /^(array|map)\((.*)\)$/.exec(pattern);
  if (nested) {
    const parts = splitArgs(nested[2]!).map((part) => instantiate(part, vars));
    return nested[1] === 'array' ? { kind: 'array', element: parts[0]! } : { kind: 'map', key: parts[0]!, value: parts[1]! };
  }
  return parseType(pattern)!;
}

/** Bound variables may have grown after an argument was matched: the final type of each parameter. */
export function finalType(pattern: Pattern, matched: LogicalType, vars: ReadonlyMap<string, LogicalType>): LogicalType {
  return /[A-Z]/.test(pattern.replaceAll(/[a-z]+/g, '')) ? refine(pattern, matched, vars) : matched;
}
function refine(pattern: Pattern, matched: LogicalType, vars: ReadonlyMap<string, LogicalType>): LogicalType {
  const made = instantiate(pattern, vars);
  return sameType(made, matched) ? matched : made;
}

export function splitArgs(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '(') depth += 1;
    if (text[i] === ')') depth -= 1;
    if ((text[i] === ',' && depth === 0) || i === text.length) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return parts;
}
