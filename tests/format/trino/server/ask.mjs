// One statement to a Trino server over its own protocol, with every digit of its answer.
import { parse } from 'lossless-json';

/**
 * @param {string} url
 * @param {string} sql
 * @param {{ catalog: string, schema: string }} place of names without one
 * @returns {Promise<{ columns: { name: string, type: string }[], rows: unknown[][], updateCount?: number } | { error: { name: string, type: string, line: number | null, column: number | null, message: string } }>}
 *   numbers as LosslessNumber
 */
export async function ask(url, sql, place = { catalog: 'tpch', schema: 'tiny' }) {
  const headers = { 'X-Trino-User': 'recorder', 'X-Trino-Source': 'record', 'X-Trino-Catalog': place.catalog, 'X-Trino-Schema': place.schema, 'X-Trino-Time-Zone': 'UTC', 'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME' };
  let columns = [];
  const rows = [];
  let answer = parse(await (await fetch(`${url}/v1/statement`, { method: 'POST', headers, body: sql })).text());
  for (;;) {
    if (answer.columns) columns = answer.columns.map(({ name, type }) => ({ name, type }));
    for (const row of answer.data ?? []) rows.push(row);
    if (answer.error) {
      const { errorName, errorType, errorLocation, message } = answer.error;
      return { error: { name: errorName, type: errorType, line: errorLocation ? Number(errorLocation.lineNumber) : null, column: errorLocation ? Number(errorLocation.columnNumber) : null, message: (message ?? '').slice(0, 160) } };
    }
    if (!answer.nextUri) return { columns, rows, ...(answer.updateCount === undefined ? {} : { updateCount: Number(answer.updateCount) }) };
    answer = parse(await (await fetch(answer.nextUri, { headers })).text());
  }
}
