import { sqlTokens, type SqlToken } from './sql-tokens';

/** A table, a common table expression or a subquery that columns may come from. */
export interface ScopeSource {
  /** what columns are reached by: the alias, else the last part of the name */
  readonly alias: string;
  /** parts of a table's name as written; empty for a subquery */
  readonly name: readonly string[];
  /** columns that the text itself gives (CTE, subquery); null when the catalog knows them */
  readonly columns: readonly string[] | null;
}

/** What the cursor asks for. */
export type Wanted =
  | { readonly kind: 'table'; readonly qualifier: readonly string[]; readonly prefix: string }
  | { readonly kind: 'member'; readonly qualifier: readonly string[]; readonly prefix: string }
  | { readonly kind: 'expression'; readonly prefix: string }
  | { readonly kind: 'nothing' };

export interface Scope {
  readonly wanted: Wanted;
  readonly sources: readonly ScopeSource[];
  readonly ctes: readonly ScopeSource[];
}

const TABLE_AFTER = new Set(['FROM', 'JOIN', 'INTO', 'TABLE', 'UPDATE', 'DESCRIBE', 'DESC']);
const FROM_ENDS = new Set(['WHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'FETCH', 'WINDOW', 'UNION', 'EXCEPT', 'INTERSECT', 'SELECT', 'ON', 'USING', 'SET', 'WHEN']);
const NOT_ALIAS = new Set([...FROM_ENDS, 'JOIN', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'NATURAL', 'FOR', 'AS', 'TABLESAMPLE', 'OUTER', 'AND', 'OR', 'VALUES', 'FROM', 'MATCH_RECOGNIZE']);

/**
 * Reads the statement around the cursor from its tokens: which tables, aliases and common table expressions are in
 * scope, and what is being written. Works on unfinished text.
 * @param cursor offset inside `statement`
 */
export function scopeAt(statement: string, cursor: number): Scope {
  const tokens = sqlTokens(statement);
  const inLiteral = tokens.some((each) => each.kind === 'literal' && each.start < cursor && (cursor < each.end || (cursor === each.end && !/^'.*'$|^\d/su.test(each.text))));
  const ctes = commonTables(tokens);
  const sources = fromItems(tokens, cursor).map((source) => {
    const cte = source.name.length === 1 ? ctes.find((each) => same(each.alias, source.name[0] ?? '')) : undefined;
    return cte ? { ...source, columns: cte.columns } : source;
  });
  return { wanted: inLiteral ? { kind: 'nothing' } : wantedAt(tokens.filter((each) => each.end <= cursor || each.start < cursor), cursor), sources, ctes };
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const isName = (token: SqlToken | undefined): token is SqlToken => token?.kind === 'word' || token?.kind === 'name';

function wantedAt(before: readonly SqlToken[], cursor: number): Wanted {
  let at = before.length - 1;
  const last = before[at];
  let prefix = '';
  if (isName(last) && last.end >= cursor) {
    prefix = last.kind === 'name' ? last.text.slice(0, Math.max(0, cursor - last.start - 1)) : last.text.slice(0, cursor - last.start);
    at -= 1;
  }
  const qualifier: string[] = [];
  while (before[at]?.text === '.' && isName(before[at - 1])) {
    qualifier.unshift(before[at - 1]?.text ?? '');
    at -= 2;
  }
  // behind AS a name is made up, not chosen
  if (qualifier.length === 0 && before[at]?.upper === 'AS' && before[at]?.kind === 'word') return { kind: 'nothing' };
  const wantsTable = tableExpected(before.slice(0, at + 1));
  if (wantsTable) return { kind: 'table', qualifier, prefix };
  return qualifier.length > 0 ? { kind: 'member', qualifier, prefix } : { kind: 'expression', prefix };
}

/** Whether a table's name comes next: right behind FROM and its like, or behind a comma of the same FROM. */
function tableExpected(before: readonly SqlToken[]): boolean {
  const last = before.at(-1);
  if (last?.kind === 'word' && TABLE_AFTER.has(last.upper)) return true;
  if (last?.text !== ',') return false;
  let depth = 0;
  for (let at = before.length - 2; at >= 0; at -= 1) {
    const token = before[at];
    if (token?.text === ')') depth += 1;
    else if (token?.text === '(') {
      if (depth === 0) return false;
      depth -= 1;
    } else if (depth === 0 && token?.kind === 'word') {
      if (token.upper === 'FROM') return true;
      if (FROM_ENDS.has(token.upper) && token.upper !== 'ON' && token.upper !== 'USING') return false;
    }
  }
  return false;
}

/** Index of the sign that closes the bracket at `open`; the end when it is not closed. */
function closing(tokens: readonly SqlToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at]?.text === '(' && tokens[at]?.kind === 'sign') depth += 1;
    else if (tokens[at]?.text === ')' && tokens[at]?.kind === 'sign' && (depth -= 1) === 0) return at;
  }
  return tokens.length;
}

function commonTables(tokens: readonly SqlToken[]): readonly ScopeSource[] {
  const found: ScopeSource[] = [];
  let at = tokens.findIndex((each) => each.upper === 'WITH' && each.kind === 'word');
  if (at < 0) return found;
  at += tokens[at + 1]?.upper === 'RECURSIVE' ? 2 : 1;
  while (isName(tokens[at])) {
    const alias = tokens[at]?.text ?? '';
    at += 1;
    let columns: readonly string[] | null = null;
    if (tokens[at]?.text === '(') {
      const close = closing(tokens, at);
      columns = tokens.slice(at + 1, close).filter(isName).map((each) => each.text);
      at = close + 1;
    }
    if (tokens[at]?.upper !== 'AS' || tokens[at + 1]?.text !== '(') break;
    const close = closing(tokens, at + 1);
    found.push({ alias, name: [], columns: columns ?? selectedColumns(tokens.slice(at + 2, close)) });
    if (tokens[close + 1]?.text !== ',') break;
    at = close + 2;
  }
  return found;
}

/** Names that the first select list of a query gives; items that have none are left out. */
function selectedColumns(tokens: readonly SqlToken[]): readonly string[] {
  if (tokens[0]?.upper !== 'SELECT') return [];
  const names: string[] = [];
  let depth = 0;
  let item: SqlToken[] = [];
  const close = () => {
    const last = item.at(-1);
    if (isName(last) && (item.length === 1 || isName(item.at(-2)) || item.at(-2)?.text === '.' || item.at(-2)?.text === ')')) names.push(last.text);
    item = [];
  };
  for (const token of tokens.slice(1)) {
    if (token.text === '(' && token.kind === 'sign') depth += 1;
    else if (token.text === ')' && token.kind === 'sign') depth -= 1;
    if (depth === 0 && token.kind === 'word' && token.upper === 'FROM') break;
    if (depth === 0 && token.text === ',' && token.kind === 'sign') close();
    else item.push(token);
  }
  close();
  return names.filter((name) => name.toUpperCase() !== 'DISTINCT');
}

function fromItems(tokens: readonly SqlToken[], cursor: number): readonly ScopeSource[] {
  const found: ScopeSource[] = [...targetOf(tokens, cursor)];
  const merges = tokens[0]?.upper === 'MERGE';
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    const opens = token?.kind === 'word' && (token.upper === 'FROM' || token.upper === 'JOIN' || (merges && token.upper === 'USING'));
    if (!opens && !(token?.text === ',' && tableExpected(tokens.slice(0, at + 1)))) continue;
    const item = fromItem(tokens, at + 1);
    if (item) found.push(item);
  }
  return found;
}

/** The table that a statement writes: all along in UPDATE and MERGE, in INSERT as long as its columns are being named. */
function targetOf(tokens: readonly SqlToken[], cursor: number): readonly ScopeSource[] {
  const verb = tokens[0]?.upper;
  if (verb === 'UPDATE' || (verb === 'MERGE' && tokens[1]?.upper === 'INTO')) return [fromItem(tokens, verb === 'UPDATE' ? 1 : 2)].filter((source) => source !== null);
  if (verb !== 'INSERT' || tokens[1]?.upper !== 'INTO') return [];
  const open = tokens.findIndex((each) => each.text === '(' && each.kind === 'sign');
  if (open < 3 || tokens.slice(2, open).some((each) => each.text !== '.' && !isName(each))) return [];
  const close = tokens[closing(tokens, open)];
  const inside = cursor > (tokens[open]?.start ?? 0) && (close === undefined || cursor <= close.start);
  return inside ? [fromItem(tokens.slice(0, open), 2)].filter((source) => source !== null) : [];
}

function fromItem(tokens: readonly SqlToken[], from: number): ScopeSource | null {
  let at = from;
  let columns: readonly string[] | null = null;
  const name: string[] = [];
  if (tokens[at]?.text === '(' && tokens[at]?.kind === 'sign') {
    const close = closing(tokens, at);
    columns = selectedColumns(tokens.slice(at + 1, close));
    at = close + 1;
  } else {
    const first = tokens[at];
    if (!isName(first) || (first.kind === 'word' && NOT_ALIAS.has(first.upper))) return null;
    name.push(first.text);
    at += 1;
    while (tokens[at]?.text === '.' && isName(tokens[at + 1])) {
      name.push(tokens[at + 1]?.text ?? '');
      at += 2;
    }
    if (tokens[at]?.text === '(') return null;
    if (tokens[at]?.upper === 'FOR') at = behindVersion(tokens, at);
  }
  if (tokens[at]?.upper === 'AS') at += 1;
  const next = tokens[at];
  const alias = isName(next) && !(next.kind === 'word' && NOT_ALIAS.has(next.upper)) ? next.text : name.at(-1);
  return alias === undefined ? null : { alias, name, columns };
}

/** Behind `FOR VERSION AS OF 12` or `FOR TIMESTAMP AS OF TIMESTAMP '…'`. */
function behindVersion(tokens: readonly SqlToken[], from: number): number {
  let at = from + 4;
  if (tokens[at]?.upper === 'TIMESTAMP' || tokens[at]?.upper === 'DATE') at += 1;
  return at + 1;
}
