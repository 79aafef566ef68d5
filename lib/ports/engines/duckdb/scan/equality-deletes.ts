import type { DuckDBConnection } from '@duckdb/node-api';
import { brokenTable } from '@/lib/model/errors';
import type { JsonValue, NestedField } from '@/lib/model/iceberg/types';
import { carrierFieldName } from '@/lib/model/values/carriers';
import type { DeleteFile } from '../../port';
import { identifier, textList } from '../quote';
import { readSchemas } from './footers';
import { defaultLiteral } from './literal';
import { projectColumn } from './project';

export const equalityDeletes = (deletes: readonly DeleteFile[]): readonly DeleteFile[] => deletes.filter(({ file }) => file.content === 'equality-deletes');

/** Where a field lies among `fields`: its top-level field, and positions down through structs. */
interface Place { readonly top: NestedField; readonly path: readonly number[] }

function placeOf(id: number, fields: readonly NestedField[]): Place | null {
  const below = (field: NestedField, path: readonly number[]): readonly number[] | null => {
    if (field.id === id) return path;
    if (field.type.type !== 'struct') return null;
    for (const [index, member] of field.type.fields.entries()) {
      const found = below(member, [...path, index]);
      if (found) return found;
    }
    return null;
  };
  for (const top of fields) {
    const path = below(top, []);
    if (path) return { top, path };
  }
  return null;
}

const reach = (expression: string, path: readonly number[]): string => path.reduce((inner, index) => `struct_extract(${inner}, '${carrierFieldName(index)}')`, expression);

/**
 * Conditions that keep the rows of `relation` which no equality delete matches, null being equal to null: one for
 * each set of columns that the delete files compare.
 * @param fields fields of the relation, among which every compared id must lie; throws BROKEN_TABLE otherwise
 */
export async function equalityFilter(connection: DuckDBConnection, relation: string, deletes: readonly DeleteFile[], fields: readonly NestedField[], nameMapping: JsonValue | null): Promise<readonly string[]> {
  const byIds = new Map<string, DeleteFile[]>();
  for (const deleteFile of deletes) {
    const key = JSON.stringify([...(deleteFile.file.equalityIds ?? [])].sort((a, b) => a - b));
    byIds.set(key, [...(byIds.get(key) ?? []), deleteFile]);
  }
  const conditions: string[] = [];
  for (const [key, files] of byIds) {
    const name = files[0]?.file.path ?? '';
    const places = (JSON.parse(key) as readonly number[]).map((id) => {
      const place = placeOf(id, fields);
      if (place === null) throw brokenTable(`The delete file ${name} compares a column with the field id ${id}, which the table does not have.`, name);
      return place;
    });
    if (places.length === 0) throw brokenTable(`The equality delete file ${name} names no columns to compare.`, name);
    const selects = (await readSchemas(connection, files, nameMapping)).map(({ columns, files: paths }) => {
      const list = places.map(({ top, path }, index) => {
        const column = projectColumn('d', columns, top) ?? defaultLiteral(top.initialDefault, top.type);
        return `${reach(column, path)} AS e${index}`;
      });
      return `SELECT ${list.join(', ')} FROM read_parquet(${textList(paths)}, hive_partitioning = false) AS d`;
    });
    const match = places.map(({ top, path }, index) => `gone.e${index} IS NOT DISTINCT FROM ${reach(`${relation}.${identifier(top.name)}`, path)}`);
    conditions.push(`NOT EXISTS (SELECT 1 FROM (${selects.join(' UNION ALL ')}) AS gone WHERE ${match.join(' AND ')})`);
  }
  return conditions;
}
