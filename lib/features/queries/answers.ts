import type { Column, Row } from '@/lib/model/values/types';

/** Rows that the console knows by itself: SHOW, DESCRIBE, EXPLAIN, USE. They take the same way through the spool as any answer. */
export interface Answer {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
const text = { kind: 'varchar', length: null } as const;

/** One column of text. */
export const list = (name: string, values: readonly string[]): Answer => ({ columns: [{ name, type: text }], rows: values.map((value) => [value]) });

/** Several columns of text, in Trino's names. */
export const sheet = (names: readonly string[], rows: readonly (readonly (string | null)[])[]): Answer => ({ columns: names.map((name) => ({ name, type: text })), rows });

export const nothing: Answer = { columns: [{ name: 'result', type: { kind: 'boolean' } }], rows: [[true]] };
