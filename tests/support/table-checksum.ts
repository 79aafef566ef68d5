import type { IcebergType, NestedField } from '@/lib/model/iceberg';

/** Functions that a checksum calls. */
export const CHECKSUM_FUNCTIONS = ['count', 'count_star', 'bit_xor', 'hash', 'concat_ws', 'coalesce', 'struct_extract'];

/**
 * SQL (DuckDB's) over a relation t with columns c0, c1, …: how many rows, and one number over all that is in them, in no
 * order (DuckDB's hash is the same in 1.5.5 and 1.5.6). Members of structs are called f1, f2, … in scans of ours and by their names elsewhere.
 */
export function checksumSql(fields: readonly NestedField[], whose: 'ours' | 'theirs'): string {
  const text = (expression: string, type: IcebergType): string => {
    if (type.type !== 'struct') return `coalesce(CAST(${expression} AS VARCHAR), '∅')`;
    const members = type.fields.map((member, index) => text(`struct_extract(${expression}, '${whose === 'ours' ? `f${index + 1}` : member.name}')`, member.type));
    return `CASE WHEN ${expression} IS NULL THEN '∅' ELSE concat_ws('·', ${members.join(', ')}) END`;
  };
  const row = fields.map((field, index) => text(`c${index}`, field.type)).join(', ');
  return `SELECT CAST(count(*) AS VARCHAR), CAST(bit_xor(hash(concat_ws('|', ${row}))) AS VARCHAR) FROM t`;
}
