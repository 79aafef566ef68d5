import type { ResolvedRelation, ScanNeed, SqlSession, Translation } from '@/lib/ports/parser/port';
import { analyze } from './analyze/expression';
import { analyzeDelete, analyzeExecute, analyzeUpdate } from './analyze/delta';
import { analyzeInsert, analyzeTableAs } from './analyze/insert';
import { analyzeMerge } from './analyze/merge';
import { analyzeQuery } from './analyze/query';
import type { Env, ScanUse } from './analyze/typed';
import type { Written } from './analyze/written';
import type { Change, Query } from './ast';
import { calledFunctions } from './emit/called-functions';
import { refuse, SqlFailure } from './errors';
import { readPiece } from './parse/parse-script';
import { splitStatements } from './parse/split';
import { filterOf } from './push-down/record-filter';

/** Longest DuckDB text that a statement may become, in UTF-16 units. */
const MAX_SQL_LENGTH = 4 * 1024 * 1024;

/** Types statement `index` of a text against its relations and gives it DuckDB's SQL. Throws SqlFailure. */
export function translate(text: string, index: number, session: SqlSession, relations: readonly ResolvedRelation[]): Translation {
  const piece = splitStatements(text)[index];
  if (piece === undefined) throw new SqlFailure('SYNTAX_ERROR', `There is no statement ${index} in this text.`, null);
  const { read, mentions } = readPiece(piece, session);
  let aliases = 0;
  const env: Env = {
    session,
    mentions,
    relations: new Map(relations.map((relation) => [relation.index, relation])),
    scans: new Map(),
    filters: new Map(),
    alias: () => `r${aliases++}`,
    expr: analyze,
    query: (query, outer, named) => analyzeQuery(query, env, outer, named),
  };
  try {
    const made = read.change ? analyzeChange(read.change, env) : read.query ? asRows(read.query, env) : refuse(`Running ${read.verb}`, piece.span);
    if (made.sql.length > MAX_SQL_LENGTH) throw new SqlFailure('STATEMENT_TOO_COMPLEX', 'This statement becomes too large for the embedded engine.', piece.span);
    return { ...made, scans: [...env.scans].sort(([a], [b]) => a - b).map(([scan, use]) => scanNeed(scan, use, env, made.write)), functions: calledFunctions(made.sql) };
  } catch (error) {
    if (error instanceof RangeError) throw new SqlFailure('STATEMENT_TOO_COMPLEX', 'This statement is nested too deeply.', piece.span);
    if (error instanceof SqlFailure && error.span === null && error.code === 'NOT_SUPPORTED') throw new SqlFailure(error.code, error.message, piece.span);
    throw error;
  }
}

type Made = Pick<Translation, 'sql' | 'columns' | 'ordered' | 'write'>;

function asRows(source: Query, env: Env): Made {
  const query = analyzeQuery(source, env, null, new Map());
  return { sql: query.sql, columns: query.fields.map((field, i) => ({ name: field.name ?? `_col${i}`, type: field.type })), ordered: query.ordered, write: null };
}

function analyzeChange(change: Change, env: Env): Written {
  switch (change.node) {
    case 'insert': return analyzeInsert(change, env);
    case 'delete': return analyzeDelete(change, env);
    case 'update': return analyzeUpdate(change, env);
    case 'merge': return analyzeMerge(change, env);
    case 'table-as': return analyzeTableAs(change, env);
    case 'execute': return analyzeExecute(change, env);
  }
}

function scanNeed(index: number, { used, limit }: ScanUse, env: Env, write: Translation['write']): ScanNeed {
  const relation = env.relations.get(index)!;
  return {
    index,
    alias: `scan_${index}`,
    columns: relation.columns.filter((_, position) => used.has(position)).map((column) => column.name),
    filter: filterOf(env.filters.get(index)),
    limit,
    positions: write?.kind === 'delta' && write.target === index,
  };
}
