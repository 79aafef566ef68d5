import type { Expr, TableName } from '../ast';
import { isAggregate } from '../functions/registry';

/** Literals: the same before and after grouping. */
export function isConstantSyntax(e: Expr): boolean {
  return e.node === 'null' || e.node === 'boolean' || e.node === 'integer' || e.node === 'decimal' || e.node === 'double' || e.node === 'string' || e.node === 'typed' || e.node === 'interval' || e.node === 'binary';
}

function find(node: unknown, wanted: (e: Expr) => boolean): Expr | null {
  if (typeof node !== 'object' || node === null) return null;
  if (Array.isArray(node)) {
    for (const item of node) {
      const hit = find(item, wanted);
      if (hit) return hit;
    }
    return null;
  }
  const object = node as Record<string, unknown>;
  if (typeof object['node'] === 'string' && wanted(object as unknown as Expr)) return object as unknown as Expr;
  // a subquery has its own aggregates
  if ('body' in object && 'with' in object) return null;
  for (const [key, value] of Object.entries(object)) {
    if (key === 'span' || key === 'opSpan') continue;
    const hit = find(value, wanted);
    if (hit) return hit;
  }
  return null;
}

/** The first aggregate, window function or grouping() in an expression, outside subqueries. */
export const findAggregate = (e: unknown): Expr | null =>
  find(e, (x) => x.node === 'grouping' || (x.node === 'call' && (x.call.over !== null || isAggregate(x.call.name))));
/** The same without window functions: their arguments may hold aggregates all the same. */
export const findGroupAggregate = (e: unknown): Expr | null => find(e, (x) => x.node === 'grouping' || (x.node === 'call' && x.call.over === null && isAggregate(x.call.name)));
export const findWindow = (e: unknown): Expr | null => find(e, (x) => x.node === 'call' && x.call.over !== null);
/** Whether an expression has one of the names in it. */
export const mentions = (e: Expr, names: ReadonlyMap<string, unknown>): boolean => find(e, (x) => x.node === 'name' && names.has(x.name.value.toLowerCase())) !== null;
/** How often a table of one name is read in a part of a tree, subqueries included. */
export function countMentions(node: unknown, name: string): number {
  if (typeof node !== 'object' || node === null) return 0;
  if (Array.isArray(node)) return node.reduce((sum: number, item) => sum + countMentions(item, name), 0);
  const object = node as Record<string, unknown>;
  if (object['node'] === 'table') {
    const { parts } = object['name'] as TableName;
    return parts.length === 1 && parts[0]!.value.toLowerCase() === name ? 1 : 0;
  }
  return Object.entries(object).reduce((sum, [key, value]) => (key === 'span' || key === 'opSpan' ? sum : sum + countMentions(value, name)), 0);
}
