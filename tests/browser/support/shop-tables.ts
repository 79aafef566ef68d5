import type { APIRequestContext, APIResponse } from '@playwright/test';
import { expect } from './test';

/** The API's address of the tables of `lake.shop`. */
export const TABLES = '/api/v1/catalogs/lake/namespaces/shop/tables';
/** A browser says where a change comes from; a bare request has to. */
export const headers = { origin: process.env['CONSOLE_URL'] ?? '' };

/** The body of an answer that has to be a good one. */
export async function answered(answer: APIResponse): Promise<unknown> {
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** Runs SQL as the person of the request, and waits until it has finished well. */
export async function runSql(request: APIRequestContext, sql: string): Promise<void> {
  const { id } = (await answered(await request.post('/api/v1/queries', { headers, data: { sql } }))) as { id: string };
  await expect.poll(async () => ((await answered(await request.get(`/api/v1/queries/${id}`))) as { state: string }).state, { timeout: 30_000 }).toBe('finished');
}

interface TableState {
  readonly currentSnapshotId: string; readonly rows: number;
  readonly schema: { readonly fields: readonly { readonly name: string; readonly path: string; readonly type: string }[] };
  readonly refs: readonly { readonly name: string; readonly type: string; readonly snapshotId: string; readonly maxRefAgeMs: number | null }[];
}
export const stateOf = async (request: APIRequestContext, name: string): Promise<TableState> => (await answered(await request.get(`${TABLES}/${name}`))) as TableState;

/** A new table under a name of its own that begins with `kind`. Answers its name. */
export async function makeTable(request: APIRequestContext, kind: string, columns: readonly object[], properties: Readonly<Record<string, string>> = {}): Promise<string> {
  const name = `${kind}_${crypto.randomUUID().slice(0, 8)}`;
  await answered(await request.post(TABLES, { headers, data: { name, columns, properties } }));
  return name;
}

export async function alterTable(request: APIRequestContext, name: string, changes: readonly object[]): Promise<void> {
  await answered(await request.patch(`${TABLES}/${name}`, { headers, data: { changes } }));
}
