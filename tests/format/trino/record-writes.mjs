// Records what Trino's Iceberg connector does to a table: `node tests/format/trino/record-writes.mjs` reads write-statements.txt (a line
// a statement, `# topic` above its own), runs each on fresh copies of the tables t and u of write-tables.json, and writes write-answers.jsonl:
// the count of rows or the error, and the rows of t afterwards. Of version 406, since 426 is not to be had with that connector.
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'lossless-json';
import { ask } from './server/ask.mjs';
import { startTrino } from './server/start.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = process.env.TRINO_FOLDER ?? join(tmpdir(), 'lakehouse-trino-406');
const server = process.env.TRINO_URL
  ? { url: process.env.TRINO_URL, stop: () => Promise.resolve() }
  : await startTrino({ folder, port: Number(process.env.TRINO_PORT ?? 18_406), version: '406', plugins: ['tpch', 'iceberg'] });
const place = { catalog: 'lake', schema: 'w' };
const tables = parse(readFileSync(join(here, 'write-tables.json'), 'utf8'));

/** @param {string} sql */
const must = async (sql) => {
  const answer = await ask(server.url, sql, place);
  if ('error' in answer) throw new Error(`${sql}\n${answer.error.message}`);
  return answer;
};

try {
  await must('CREATE SCHEMA IF NOT EXISTS w');
  const lines = [];
  let topic = '';
  let isFresh = false;
  for (const line of readFileSync(join(here, 'write-statements.txt'), 'utf8').split('\n').filter(Boolean)) {
    if (line.startsWith('# ')) topic = line.slice(2).trim();
    if (line.startsWith('# ')) continue;
    for (const [name, { columns, rows }] of Object.entries(isFresh ? {} : tables)) {
      await must(`DROP TABLE IF EXISTS ${name}`);
      await must(`CREATE TABLE ${name} (${Object.entries(columns).map(([column, type]) => `${column} ${type}`).join(', ')}) WITH (format_version = 2)`);
      await must(`INSERT INTO ${name} VALUES ${rows.join(', ')}`);
    }
    const answer = await ask(server.url, line, place);
    isFresh = 'error' in answer;
    const told = 'error' in answer ? { error: answer.error } : { count: answer.updateCount, rows: (await must('SELECT * FROM t')).rows };
    lines.push(stringify({ topic, sql: line, ...told }));
    console.log(`${'error' in answer ? answer.error.name : answer.updateCount} ${line}`);
  }
  writeFileSync(join(here, 'write-answers.jsonl'), `${lines.join('\n')}\n`);
} finally {
  await server.stop();
}
