import type { ResolvedRelation, ScanNeed, SqlSession, Translation } from '@/lib/ports/parser/port';
import { analyze } from './analyze/expression';
import { analyzeQuery } from './analyze/query';
import type { Env, ScanUse } from './analyze/typed';
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
  if (read.query === null) return refuse(`Running ${read.verb}`, piece.span);
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
    const query = analyzeQuery(read.query, env, null, new Map());
    if (query.sql.length > MAX_SQL_LENGTH) throw new SqlFailure('STATEMENT_TOO_COMPLEX', 'This statement becomes too large for the embedded engine.', piece.span);
    return {
      sql: query.sql,
      columns: query.fields.map((field, i) => ({ name: field.name ?? `_col${i}`, type: field.type })),
      scans: [...env.scans].sort(([a], [b]) => a - b).map(([scan, use]) => scanNeed(scan, use, env)),
      functions: calledFunctions(query.sql),
      ordered: query.ordered,
      write: null,
    };
  } catch (error) {
    if (error instanceof RangeError) throw new SqlFailure('STATEMENT_TOO_COMPLEX', 'This statement is nested too deeply.', piece.span);
    if (error instanceof SqlFailure && error.span === null && error.code === 'NOT_SUPPORTED') throw new SqlFailure(error.code, error.message, piece.span);
    throw error;
  }
}

function scanNeed(index: number, { used, limit }: ScanUse, env: Env): ScanNeed {
  const relation = env.relations.get(index)!;
  return {
    index,
    alias: `scan_${index}`,
    columns: relation.columns.filter((_, position) => used.has(position)).map((column) => column.name),
    filter: filterOf(env.filters.get(index)),
    limit,
  };
}
