import { invalidInput } from '@/lib/model/errors';
import { fieldById, fieldByPath, type PlacedField } from '../schema/lookup';
import type { IcebergType, Predicate, PrimitiveValue, Schema } from '../types';

/** A predicate by field id. `not` is gone: it was pushed down to the leaves, where a null row never satisfies anything. */
export type Bound =
  | { readonly op: 'true' | 'false' }
  | { readonly op: 'and' | 'or'; readonly args: readonly Bound[] }
  | { readonly op: UnaryOp; readonly fieldId: number; readonly type: IcebergType }
  | { readonly op: CompareOp; readonly fieldId: number; readonly type: IcebergType; readonly value: PrimitiveValue }
  | { readonly op: 'in' | 'not-in'; readonly fieldId: number; readonly type: IcebergType; readonly values: readonly PrimitiveValue[] };
export type UnaryOp = 'is-null' | 'not-null' | 'is-nan' | 'not-nan';
export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'starts-with' | 'not-starts-with';

export const ALWAYS: Bound = { op: 'true' };
export const NEVER: Bound = { op: 'false' };

const OPPOSITE = {
  '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<', 'starts-with': 'not-starts-with', 'not-starts-with': 'starts-with',
  in: 'not-in', 'not-in': 'in', 'is-null': 'not-null', 'not-null': 'is-null', 'is-nan': 'not-nan', 'not-nan': 'is-nan',
} as const;

export function and(args: readonly Bound[]): Bound {
  const flat = args.flatMap((arg) => (arg.op === 'and' ? arg.args : arg.op === 'true' ? [] : [arg]));
  if (flat.some((arg) => arg.op === 'false')) return NEVER;
  return flat.length === 0 ? ALWAYS : flat.length === 1 ? (flat[0] ?? ALWAYS) : { op: 'and', args: flat };
}
export function or(args: readonly Bound[]): Bound {
  const flat = args.flatMap((arg) => (arg.op === 'or' ? arg.args : arg.op === 'false' ? [] : [arg]));
  if (flat.some((arg) => arg.op === 'true')) return ALWAYS;
  return flat.length === 0 ? NEVER : flat.length === 1 ? (flat[0] ?? NEVER) : { op: 'or', args: flat };
}

/** Finds each column's id. Throws INVALID_INPUT for a column that the schema does not have, or that lies inside a list or a map. */
export function bind(predicate: Predicate, schema: Schema, negated = false): Bound {
  switch (predicate.op) {
    case 'true': case 'false': return (predicate.op === 'true') === negated ? NEVER : ALWAYS;
    case 'not': return bind(predicate.arg, schema, !negated);
    case 'and': case 'or': {
      const args = predicate.args.map((arg) => bind(arg, schema, negated));
      return (predicate.op === 'and') === negated ? or(args) : and(args);
    }
    default: break;
  }
  const placed = fieldByPath(schema, predicate.column);
  if (placed === null) throw invalidInput(`There is no column ${predicate.column} to filter by.`);
  if (insideMany(schema, placed)) throw invalidInput(`${predicate.column} stands inside a list or a map: a row has many of it, and cannot be filtered by it.`);
  const op = negated ? OPPOSITE[predicate.op] : predicate.op;
  const column = { fieldId: placed.field.id, type: placed.field.type };
  if (predicate.op === 'in' || predicate.op === 'not-in') {
    if (predicate.values.length === 0) return op === 'in' ? NEVER : { op: 'not-null', ...column };
    return { op: op as 'in' | 'not-in', ...column, values: predicate.values };
  }
  if (!('value' in predicate)) return { op: op as UnaryOp, ...column };
  // what a comparison with NaN answers, engines do not agree on: != prunes nothing and proves nothing
  if (typeof predicate.value === 'number' && Number.isNaN(predicate.value)) return { op: '!=', ...column, value: predicate.value };
  const leaf: Bound = { op: op as CompareOp, ...column, value: predicate.value };
  // not (x > 1) is true of a NaN where NaN compares with nothing, and x <= 1 would not find it
  const losesNan = negated && (op === '<' || op === '<=') && (column.type.type === 'float' || column.type.type === 'double');
  return losesNan ? or([leaf, { op: 'is-nan', ...column }]) : leaf;
}

function insideMany(schema: Schema, placed: PlacedField): boolean {
  const parent = placed.parentId === null ? null : fieldById(schema, placed.parentId);
  return parent !== null && (parent.field.type.type !== 'struct' || insideMany(schema, parent));
}

/** Ids of the columns that a predicate is about. */
export function columnsOf(bound: Bound, into: Set<number> = new Set()): ReadonlySet<number> {
  if ('args' in bound) for (const arg of bound.args) columnsOf(arg, into);
  else if ('fieldId' in bound) into.add(bound.fieldId);
  return into;
}
