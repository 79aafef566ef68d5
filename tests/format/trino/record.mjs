// Records what Trino 426 answers: `node tests/format/trino/record.mjs` reads statements.txt and function-statements.txt (a line a
// statement, `# topic` above its own) and writes more-answers.jsonl and function-answers.jsonl, or one of them when it is named
// (`record.mjs function-statements.txt`); with --tables it writes tables/*.parquet, the rows of tpch.tiny, instead.
// Statements that have an answer keep it; --all asks them again. Each is asked twice; one that answers differently the second
// time is reported and left out.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse, stringify } from 'lossless-json';
import { ask } from './server/ask.mjs';
import { startTrino } from './server/start.mjs';

const ANSWERS = { 'statements.txt': 'more-answers.jsonl', 'function-statements.txt': 'function-answers.jsonl' };
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = process.env.TRINO_FOLDER ?? join(tmpdir(), 'lakehouse-trino-426');
const server = process.env.TRINO_URL ? { url: process.env.TRINO_URL, stop: () => Promise.resolve() } : await startTrino({ folder, port: Number(process.env.TRINO_PORT ?? 18_426) });
try {
  if (process.argv.includes('--tables')) await recordTables();
  else for (const [from, to] of Object.entries(ANSWERS)) if (process.argv.length < 3 || process.argv.includes(from)) await recordAnswers(from, to);
} finally {
  await server.stop();
}

/** @param {string} from @param {string} to */
async function recordAnswers(from, to) {
  const out = join(here, to);
  const known = new Map(existsSync(out) && !process.argv.includes('--all') ? readFileSync(out, 'utf8').split('\n').filter(Boolean).map((line) => [parse(line).sql, line]) : []);
  const lines = [];
  const seen = new Set();
  let topic = '';
  for (const line of readFileSync(join(here, from), 'utf8').split('\n')) {
    if (line.startsWith('# ')) topic = line.slice(2).trim();
    if (line.trim() === '' || line.startsWith('# ') || seen.has(line)) continue;
    seen.add(line);
    const before = known.get(line);
    if (before) {
      lines.push(stringify({ ...parse(before), topic }));
      continue;
    }
    const [first, second] = [await ask(server.url, line), await ask(server.url, line)];
    if (stringify(first) !== stringify(second)) console.error(`not the same twice: ${line}`);
    else lines.push(stringify({ topic, sql: line, ...(/\b(lineitem|orders|customer|part|partsupp|supplier|nation|region)\b/i.test(line) ? { tables: true } : {}), ...first }));
  }
  writeFileSync(join(here, to), `${lines.join('\n')}\n`);
  console.log(`${to}: ${lines.length} answers`);
}

async function recordTables() {
  const out = join(here, 'tables');
  mkdirSync(out, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  /** @type {Record<string, { name: string, type: string }[]>} */
  const shapes = {};
  for (const table of ['region', 'nation', 'supplier', 'part', 'partsupp', 'customer', 'orders', 'lineitem']) {
    const { columns, rows } = await ask(server.url, `SELECT * FROM ${table}`);
    shapes[table] = columns;
    await connection.run(`CREATE TABLE ${table} (${columns.map(({ name, type }) => `${name} ${type.toUpperCase()}`).join(', ')})`);
    for (let at = 0; at < rows.length; at += 1000) {
      const list = rows.slice(at, at + 1000).map((row) => `(${row.map((value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : value === null ? 'NULL' : String(value))).join(', ')})`);
      await connection.run(`INSERT INTO ${table} VALUES ${list.join(', ')}`);
    }
    await connection.run(`COPY (SELECT * FROM ${table} ORDER BY ALL) TO '${join(out, `${table}.parquet`)}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19)`);
    console.log(`${table}: ${rows.length} rows`);
  }
  writeFileSync(join(out, 'columns.json'), `${JSON.stringify(shapes, null, 1)}\n`);
  connection.closeSync();
}
