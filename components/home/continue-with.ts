import type { RecentTable } from '@/components/shell/recent-tables';
import type { HomeRun } from './home-data';

export type Continued =
  | { readonly kind: 'table'; readonly key: string; readonly at: string; readonly table: RecentTable }
  | { readonly kind: 'query'; readonly key: string; readonly at: string; readonly run: HomeRun };

const MOST = 8;

/** Tables and queries in one list, the newest first; a text that was run several times stands there once. */
export function continueWith(tables: readonly RecentTable[], runs: readonly HomeRun[]): readonly Continued[] {
  const texts = new Set<string>();
  const queries = runs.flatMap((run): readonly Continued[] => {
    if (texts.has(run.sql)) return [];
    texts.add(run.sql);
    return [{ kind: 'query', key: run.id, at: run.submittedAt, run }];
  });
  const places = tables.map((table): Continued => ({ kind: 'table', key: `${table.catalog}/${table.namespace}/${table.table}`, at: table.at, table }));
  return [...places, ...queries].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, MOST);
}
