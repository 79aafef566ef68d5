import { sqlTableName } from '@/lib/model/sql-name';
import { namespaceName, routes } from '@/lib/model/routes';
import type { HomeData } from './home-data';

export interface FirstStep {
  readonly kind: 'look' | 'ask' | 'travel' | 'place' | 'token';
  readonly title: string;
  readonly why: string;
  readonly href: string;
}

/**
 * The three things worth doing first: on the table with the most history, which has the most to show. Without a table
 * to look at, or without the right to ask, what is left.
 */
export function firstSteps(tables: HomeData['freshness'], canQuery: boolean): readonly FirstStep[] {
  const readable = tables.filter((table) => table.state !== 'broken');
  const richest = readable.reduce<HomeData['freshness'][number] | null>((best, table) => (best === null || kinds(table) > kinds(best) || (kinds(table) === kinds(best) && table.commitCount > best.commitCount) ? table : best), null);
  const steps: FirstStep[] = [];
  if (richest !== null) {
    const { catalog, namespace, table } = richest;
    const name = `${namespaceName(namespace)}.${table}`;
    steps.push({ kind: 'look', title: `Look into ${name}`, why: 'Its columns, how they are spread, its files and its last commits.', href: routes.table(catalog, namespace, table) });
    if (canQuery) steps.push({ kind: 'ask', title: 'Ask it a question', why: "A query in Trino's SQL, written down for you; run it with Ctrl Enter.", href: routes.sql({ text: `SELECT *\nFROM ${sqlTableName(catalog, namespace, table)}\n` }) });
    steps.push({ kind: 'travel', title: 'Go back in time', why: `Each commit of ${name} can be read as it was: pick one and query as of it.`, href: routes.table(catalog, namespace, table, 'snapshots') });
  } else {
    steps.push({ kind: 'place', title: 'See where tables are expected', why: 'The warehouse folder: tables that an engine makes there appear by themselves.', href: `${routes.settings()}?filter=warehouse` });
    if (canQuery) steps.push({ kind: 'ask', title: 'Ask a question', why: 'See what the console knows, in SQL.', href: routes.sql({ text: 'SHOW CATALOGS' }) });
  }
  if (steps.length < 3) steps.push({ kind: 'token', title: 'Make an API token', why: 'For scripts: everything on these screens is in the API as well.', href: `${routes.account()}?part=tokens` });
  return steps;
}

const kinds = (table: HomeData['freshness'][number]) => new Set(table.commits.map((commit) => commit.operation)).size;
