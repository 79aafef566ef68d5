'use client';
import { useEffect, useMemo } from 'react';
import { typedColumns } from '@/components/grid/typed-columns';
import { client } from '@/lib/transport/api/client';
import type { Statement } from '../run/use-run';
import { RowPages } from './rows-source';

/** Sources of answers that were looked at, so that going from tab to tab asks for nothing twice. */
const kept = new Map<string, RowPages>();
const KEPT_MOST = 12;

function sourceOf(queryId: string, statement: Statement): RowPages | null {
  if (statement.columns === null) return null;
  const key = `${queryId}/${statement.index}`;
  const known = kept.get(key);
  kept.delete(key);
  const source = known ?? new RowPages(typedColumns(statement.columns), async (offset, limit, signal) => (await client.queries.rows({ id: queryId, n: statement.index, offset, limit }, { signal })).rows);
  kept.set(key, source);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT_MOST && oldest !== undefined) kept.delete(oldest);
  return source;
}

/** The rows of a statement, as many as there are by now; null until its columns are known. */
export function useStatementSource(queryId: string, statement: Statement): RowPages | null {
  const known = statement.columns !== null;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- columns never change once they are known
  const source = useMemo(() => sourceOf(queryId, statement), [queryId, statement.index, known]);
  useEffect(() => source?.grow(statement.rowCount ?? 0), [source, statement.rowCount]);
  return source;
}
