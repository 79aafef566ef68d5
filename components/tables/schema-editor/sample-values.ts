import { parseTransform } from '@/lib/model/iceberg/schema/spec-json';
import { isAppError } from '@/lib/model/errors';
import { fieldById, partitionText, transformProblem, transformValue, type IcebergType, type JsonValue, type PrimitiveType, type PrimitiveValue } from '@/lib/model/iceberg';
import { valueFromJson } from '@/lib/model/iceberg/values';
import type { Cell } from '@/lib/model/values/types';
import { draftSchema } from './draft-schema';
import { fieldOf, type TableDraft } from './table-draft';

/** Rows that the table has, by the names of its columns as they are. */
export interface SampleRows { readonly columns: readonly { readonly name: string }[]; readonly rows: readonly (readonly Cell[])[] }
export interface Sample { readonly from: string; readonly to: string }

/** What a transform makes of values that are there: at most `most` different results, each with the value it is of. */
export function sampleOf(base: TableDraft, key: number, transformText: string, { columns, rows }: SampleRows, most = 3): readonly Sample[] {
  const placed = fieldById(draftSchema(base), key);
  const transform = parseTransform(transformText);
  if (placed === null || transformProblem(transform, placed.field.type) !== null) return [];
  const steps = stepsTo(base, key, columns);
  const samples = new Map<string, Sample>();
  for (const row of rows) {
    if (samples.size >= most) break;
    const cell = steps.reduce<Cell>((at, step) => (Array.isArray(at) ? (at[step] ?? null) : null), row);
    const value = valueOf(placed.field.type, cell);
    if (value === null) continue;
    const to = partitionText(transform, placed.field.type, transformValue(transform, placed.field.type, value));
    if (!samples.has(to)) samples.set(to, { from: String(cell), to });
  }
  return [...samples.values()];
}

/** Positions that lead from a row to a column: the first by name, the next by their place in the struct. */
function stepsTo(base: TableDraft, key: number, columns: SampleRows['columns']): readonly number[] {
  const field = fieldOf(base, key);
  if (field === undefined) return [-1];
  if (field.parent === null) return [columns.findIndex(({ name }) => name === field.name)];
  return [...stepsTo(base, field.parent, columns), base.fields.filter(({ parent }) => parent === field.parent).findIndex((one) => one.key === key)];
}

/** A cell of an answer as a value of the format; null for none, and for what has no such form. */
function valueOf(type: IcebergType, cell: Cell): PrimitiveValue | null {
  if (cell === null || Array.isArray(cell) || type.type === 'binary' || type.type === 'fixed') return null;
  const json: JsonValue = type.type === 'long' ? BigInt(String(cell)) : (type.type === 'float' || type.type === 'double') && typeof cell === 'string' ? Number(cell) : (cell as JsonValue);
  try {
    return valueFromJson(type as PrimitiveType, json);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
