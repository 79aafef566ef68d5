import type { TableInfo } from '../table-place';

/** Why one may not change this table, and who can help; null when one may. */
export function alterRefusal(table: TableInfo): string | null {
  if (table.adoptedFrom !== null) return 'This folder was copied from elsewhere and is read only: the paths in its metadata lead to the original.';
  if (table.can['alter'] === true) return null;
  return `Changing this table needs the privilege alter on it. ${table.grantors.length === 0 ? 'Nobody holds the right to grant it.' : `${table.grantors.join(', ')} can grant it.`}`;
}
