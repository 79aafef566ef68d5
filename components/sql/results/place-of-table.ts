import { namespacePath } from '@/lib/model/routes';

/** Where a table lies that a run names as `catalog.level.level.table`; null when the name has too few parts. */
export function placeOfTable(name: string): { readonly catalog: string; readonly namespace: string; readonly table: string } | null {
  const parts = name.split('.');
  const [catalog] = parts;
  const table = parts.at(-1)?.replace(/\$.*$/, '');
  return catalog === undefined || table === undefined || parts.length < 3 ? null : { catalog, namespace: namespacePath(parts.slice(1, -1)), table };
}
