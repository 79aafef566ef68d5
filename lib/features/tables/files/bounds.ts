import { compareValues, placedFields, valueFromBytes, valueText, type ContentFile, type IcebergType, type TableMetadata } from '@/lib/model/iceberg';
import { DELETE_PATH, DELETE_POSITION, LAST_CHANGE_FIELD, ROW_ID_FIELD } from '@/lib/model/iceberg/reserved-fields';
import type { MetricsModes } from '@/lib/ports/engines/port';
import { typeName } from '../present-schema';
import { KEPT_DEFAULT, metricsModes } from '../writing/metrics-modes';

export interface ColumnOfFile {
  fieldId: number; path: string; type: string;
  /** gone from the current schema */
  dropped: boolean;
  bytes: number | null; values: number | null; nulls: number | null; nans: number | null;
  lower: string | null; upper: string | null;
  /** the bound may be a beginning of the value only, and an upper one raised */
  lowerCut: boolean; upperCut: boolean;
}

interface Known {
  readonly path: string; readonly type: IcebergType; readonly dropped: boolean;
  /** letters (of text) or bytes that a writer keeps of a bound, by the table's properties; null: all of them */
  readonly kept: number | null;
}

/** Columns by field id: of the newest schema that has them, and those that files hold beside a table's own. */
function columnsOf(metadata: TableMetadata): ReadonlyMap<number, Known> {
  const known = new Map<number, Known>([DELETE_PATH, DELETE_POSITION, ROW_ID_FIELD, LAST_CHANGE_FIELD].map((field) => [field.id, { path: field.name, type: field.type, dropped: false, kept: field.id === DELETE_PATH.id ? null : KEPT_DEFAULT }]));
  const current = metadata.schemas.filter(({ schemaId }) => schemaId === metadata.currentSchemaId);
  for (const [age, schema] of [...current, ...metadata.schemas.filter((one) => !current.includes(one)).reverse()].entries()) {
    let modes: MetricsModes | null = null;
    for (const { field, path } of placedFields(schema)) {
      if (known.has(field.id)) continue;
      modes ??= metricsModes(metadata, schema);
      const mode = modes.get(field.id);
      // a file that has bounds where the table wants none now is older than that word
      known.set(field.id, { path, type: field.type, dropped: age > 0, kept: mode === 'full' ? null : typeof mode === 'number' ? mode : KEPT_DEFAULT });
    }
  }
  return known;
}

/**
 * What the manifest says of each column of one file, its bounds as values: dates as dates, decimals exact. A bound whose
 * bytes are no value of the type is left out. Paths of delete files are never cut.
 */
export function columnsOfFile(metadata: TableMetadata, file: ContentFile): ColumnOfFile[] {
  const known = columnsOf(metadata);
  const ids = new Set([file.columnSizes, file.valueCounts, file.nullValueCounts, file.nanValueCounts, file.lowerBounds, file.upperBounds].flatMap((map) => [...(map?.keys() ?? [])]));
  return [...ids].map((id): ColumnOfFile => {
    const column = known.get(id);
    const [lower, upper] = [bound(column, file.lowerBounds?.get(id)), bound(column, file.upperBounds?.get(id))];
    return {
      fieldId: id, path: column?.path ?? `column ${id}`, type: column === undefined ? '' : typeName(column.type), dropped: column?.dropped ?? true,
      bytes: file.columnSizes?.get(id) ?? null, values: file.valueCounts?.get(id) ?? null, nulls: file.nullValueCounts?.get(id) ?? null, nans: file.nanValueCounts?.get(id) ?? null,
      // a short value has equal bounds; where they are equal and long, both may be beginnings
      lower: lower?.text ?? null, upper: upper?.text ?? null, lowerCut: lower?.cut ?? false, upperCut: upper?.cut ?? false,
    };
  }).sort((a, b) => Number(a.dropped) - Number(b.dropped) || order(known, a.fieldId, b.fieldId));
}

function bound(column: Known | undefined, bytes: Uint8Array | undefined): { readonly text: string; readonly cut: boolean } | null {
  if (column === undefined || bytes === undefined) return null;
  const value = valueFromBytes(column.type, bytes);
  if (value === null) return null;
  const length = typeof value === 'string' && column.type.type === 'string' ? [...value].length : value instanceof Uint8Array && column.type.type === 'binary' ? value.length : 0;
  return { text: valueText(column.type, value), cut: column.kept !== null && length >= column.kept };
}

/** As the schema has them; what it does not have, by id. */
function order(known: ReadonlyMap<number, Known>, a: number, b: number): number {
  const ids = [...known.keys()];
  const [left, right] = [ids.indexOf(a), ids.indexOf(b)];
  return (left < 0 ? ids.length : left) - (right < 0 ? ids.length : right) || compareValues(a, b);
}
