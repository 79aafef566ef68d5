import { scopeAt } from '../completion/scope';
import { resolve, type Known, type KnownTable } from '../completion/suggest';
import type { TextStatement } from '../text/split-statements';
import { checkedAt, type Checked } from './preflight';

/**
 * Tables of the statement at the cursor: as the server read them, or, while the text cannot be read, as far as its
 * words tell.
 */
export function tablesRead(checked: { readonly statements: readonly Checked[] } | undefined, statement: TextStatement | null, text: string, known: Known): readonly KnownTable[] {
  if (!statement) return [];
  const read = checkedAt(checked?.statements ?? [], statement.start);
  const told = read && read.span.start === statement.start ? read.tables.map(({ catalog, namespace, table }) => known.tables.find((each) => each.catalog === catalog && each.path === namespace && each.name === table)) : [];
  const found = told.some((table) => table !== undefined) ? told : scopeAt(text.slice(statement.start, statement.end), 0).sources.filter(({ name }) => name.length > 0).map(({ name }) => resolve(name, known));
  return [...new Set(found.filter((table) => table !== undefined))];
}
