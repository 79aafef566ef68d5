import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Plain DuckDB on the same files: `node raw-process.mjs ORDER.json`, which holds the paths, the columns and the query. Warms
 * up as a child of the console does, then takes the time of one COPY into the same kind of spool.
 */
const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as { files: readonly string[]; columns: readonly string[]; sql: string; threads: number; memoryMiB: number };
const instance = await DuckDBInstance.create(':memory:', { enable_external_file_cache: 'false' });
const connection = await instance.connect();
await connection.run(`SET threads = ${order.threads}; SET memory_limit = '${order.memoryMiB}MiB'; SELECT 1`);
const folder = mkdtempSync(join(tmpdir(), 'bench-raw-'));
const list = `[${order.files.map((file) => `'${file}'`).join(', ')}]`;
const began = performance.now();
const worked = process.cpuUsage();
await connection.run(`CREATE VIEW t AS SELECT ${order.columns.map((name, index) => `${name} AS c${index}`).join(', ')} FROM read_parquet(${list}, hive_partitioning = false)`);
const copied = await connection.runAndReadAll(`COPY (${order.sql}) TO '${join(folder, 'parts')}' (FORMAT parquet, ROW_GROUP_SIZE 20480, COMPRESSION snappy, ROW_GROUPS_PER_FILE 1)`);
const wall = performance.now() - began;
const { user, system } = process.cpuUsage(worked);
console.log(JSON.stringify({ rows: Number(copied.getRows()[0]?.[0]), wall, cpu: (user + system) / 1000 }));
rmSync(folder, { recursive: true, force: true });
process.exit(0);
