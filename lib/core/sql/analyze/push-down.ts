import type { Expr } from '../ast';
import type { Context } from './typed';

/** Remembers a condition that every row of the scans under it must pass; translate makes predicates of it. */
export function recordFilter(_condition: Expr, _cx: Context): void {}
