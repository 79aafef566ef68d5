import type { Predicate, PrimitiveValue } from '@/lib/model/iceberg/types';
import type { Column, LogicalType } from '@/lib/model/values/types';
import { chainOf } from '../analyze/scope';
import type { Context } from '../analyze/typed';
import type { CompareOp, Expr } from '../ast';
import { isFloat } from '../types/coercion';
import { type KnownValue, knownValue } from './known-value';
import { storedValue } from './stored-value';

/** The scan that a predicate is made for. */
export interface OwnColumns {
  readonly scan: number;
  /** an outer join may put NULL in the place of its rows */
  readonly nullable: boolean;
  readonly columns: readonly Column[];
}

const ANY: Predicate = { op: 'true' };
const NONE: Predicate = { op: 'false' };
/** Lists longer than this are told by their least and greatest value: each value is looked for in each file. */
const LONGEST_LIST = 200;

/**
 * A predicate that holds of every row of the scan for which `e` is true (`negated`: is false). Where the format cannot say
 * it, or could say it only almost, it is true of all rows: the engine filters again by the statement's own text.
 */
export function predicateOf(e: Expr, cx: Context, own: OwnColumns, negated: boolean): Predicate {
  const part = (x: Expr): Predicate => predicateOf(x, cx, own, negated);
  switch (e.node) {
    case 'boolean': return e.value === negated ? NONE : ANY;
    case 'not': return predicateOf(e.operand, cx, own, !negated);
    case 'and': case 'or': return (e.node === 'and') === negated ? anyOf(e.terms.map(part)) : allOf(e.terms.map(part));
    case 'compare': return comparison(e, cx, own, negated);
    case 'between': return between(e, cx, own, e.negated !== negated);
    case 'in-list': return e.negated === negated ? inList(e, cx, own) : ANY;
    case 'is-null': {
      const column = columnIn(e.value, cx, own);
      return column ? { op: e.negated === negated ? 'is-null' : 'not-null', column: column.name } : ANY;
    }
    case 'like': return like(e, cx, own, e.negated !== negated);
    case 'name': case 'dereference': {
      const column = columnIn(e, cx, own);
      return column?.type.kind === 'boolean' ? { op: '=', column: column.name, value: !negated } : ANY;
    }
    default: return ANY;
  }
}

function allOf(args: readonly Predicate[]): Predicate {
  const real = args.filter((arg) => arg.op !== 'true');
  return real.some((arg) => arg.op === 'false') ? NONE : real.length === 0 ? ANY : real.length === 1 ? real[0]! : { op: 'and', args: real };
}
function anyOf(args: readonly Predicate[]): Predicate {
  const real = args.filter((arg) => arg.op !== 'false');
  return real.some((arg) => arg.op === 'true') ? ANY : real.length === 0 ? NONE : real.length === 1 ? real[0]! : { op: 'or', args: real };
}

/** A plain column of the scan. Names with a dot would be read as a path. */
function columnIn(e: Expr, cx: Context, own: OwnColumns): Column | null {
  if (chainOf(e) === null) return null;
  const { column } = cx.env.expr(e, cx);
  const found = column?.scan === own.scan ? own.columns[column.position] : undefined;
  return found && !found.name.includes('.') ? found : null;
}

const MIRRORED: Readonly<Record<CompareOp, CompareOp>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const OPPOSITE: Readonly<Record<CompareOp, CompareOp>> = { '=': '<>', '<>': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

function comparison(e: Extract<Expr, { node: 'compare' }>, cx: Context, own: OwnColumns, negated: boolean): Predicate {
  const op = negated ? OPPOSITE[e.op] : e.op;
  const direct = compare(op, e.left, e.right, cx, own, negated);
  return direct.op === 'true' ? compare(MIRRORED[op], e.right, e.left, cx, own, negated) : direct;
}

/** `side op value`; `negated`: the statement denies the opposite, which holds of NaN too. */
function compare(op: CompareOp, side: Expr, value: Expr, cx: Context, own: OwnColumns, negated: boolean): Predicate {
  if (op === '<>') return ANY;
  const day = dayOf(side);
  const column = columnIn(day ?? side, cx, own);
  if (column === null) return ANY;
  const known = knownValue(value, cx);
  if (known === null || known.value === null) return ANY;
  if (day !== null) return withinDay(op, column, known);
  if (negated && isFloat(column.type)) return ANY;
  const stored = storedValue(known, column.type);
  return stored === null ? ANY : { op, column: column.name, value: stored };
}

/** `denied`: where the value is certainly not between. One bound in double would make the other one inexact as well. */
function between(e: Extract<Expr, { node: 'between' }>, cx: Context, own: OwnColumns, denied: boolean): Predicate {
  const [low, high] = [knownValue(e.low, cx), knownValue(e.high, cx)];
  if (low === null || high === null || isFloat(low.type) !== isFloat(high.type)) return ANY;
  const ends = [compare(denied ? '<' : '>=', e.value, e.low, cx, own, denied), compare(denied ? '>' : '<=', e.value, e.high, cx, own, denied)];
  return denied ? anyOf(ends) : allOf(ends);
}

/** The argument of CAST(x AS date) and date(x). */
function dayOf(e: Expr): Expr | null {
  if (e.node === 'cast') return e.type.name === 'date' ? e.value : null;
  return e.node === 'call' && e.call.name === 'date' && e.call.args.length === 1 ? e.call.args[0]! : null;
}

/** The day of a timestamp compared with a date, as bounds of the timestamp. */
function withinDay(op: CompareOp, column: Column, known: KnownValue): Predicate {
  if (known.type.kind !== 'date' || (column.type.kind !== 'timestamp' && column.type.kind !== 'timestamp with time zone')) return ANY;
  const start = (days: number): PrimitiveValue | null => storedValue({ type: known.type, value: days }, column.type);
  const [from, to] = [start(Number(known.value)), start(Number(known.value) + 1)];
  if (from === null || to === null) return ANY;
  const { name } = column;
  switch (op) {
    case '=': return { op: 'and', args: [{ op: '>=', column: name, value: from }, { op: '<', column: name, value: to }] };
    case '<': case '>=': return { op, column: name, value: from };
    case '<=': return { op: '<', column: name, value: to };
    case '>': return { op: '>=', column: name, value: to };
    case '<>': return ANY;
  }
}

function inList(e: Extract<Expr, { node: 'in-list' }>, cx: Context, own: OwnColumns): Predicate {
  const column = columnIn(e.value, cx, own);
  if (column === null || e.negated) return ANY;
  const values: PrimitiveValue[] = [];
  // the list's common type may be wider than each item's: what is not exact in the column's own type tells nothing
  for (const item of e.items) {
    const known = knownValue(item, cx);
    if (known === null || !sameKind(known.type, column.type)) return ANY;
    if (known.value === null) continue;
    const stored = storedValue(known, column.type);
    if (stored === null) return ANY;
    values.push(stored);
  }
  if (values.length <= LONGEST_LIST) return { op: 'in', column: column.name, values };
  if (typeof values[0] === 'string' || values[0] instanceof Uint8Array) return ANY;
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return { op: 'and', args: [{ op: '>=', column: column.name, value: sorted[0]! }, { op: '<=', column: column.name, value: sorted.at(-1)! }] };
}

/** Kinds among which a list keeps the meaning of each item: exact numbers, texts, dates and times. */
function sameKind(a: LogicalType, b: LogicalType): boolean {
  return a.kind === 'unknown' || isFloat(a) === isFloat(b);
}

/** LIKE 'abc%': what begins with abc; without a wildcard, what is abc. */
function like(e: Extract<Expr, { node: 'like' }>, cx: Context, own: OwnColumns, denied: boolean): Predicate {
  const column = columnIn(e.value, cx, own);
  const pattern = knownValue(e.pattern, cx);
  if (column?.type.kind !== 'varchar' || e.escape !== null || typeof pattern?.value !== 'string' || pattern.type.kind !== 'varchar') return ANY;
  const at = pattern.value.search(/[%_]/);
  const prefix = at < 0 ? pattern.value : pattern.value.slice(0, at);
  if (denied) return prefix !== '' && pattern.value === `${prefix}%` ? { op: 'not-starts-with', column: column.name, value: prefix } : ANY;
  if (at < 0) return { op: '=', column: column.name, value: prefix };
  return prefix === '' ? ANY : { op: 'starts-with', column: column.name, value: prefix };
}
