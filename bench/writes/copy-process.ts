import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Plain DuckDB: `node copy-process.mjs SELECT THREADS MEMORY_MIB` takes the time of one COPY of the SELECT into a Parquet file, warm as a child of the console is. */
const [sql = '', threads = '1', memoryMiB = '1024'] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`SET threads = ${threads}; SET memory_limit = '${memoryMiB}MiB'; SELECT 1`);
const folder = mkdtempSync(join(tmpdir(), 'bench-copy-'));
const began = performance.now();
await connection.run(`COPY (${sql}) TO '${join(folder, 'rows.parquet')}' (FORMAT parquet, COMPRESSION zstd)`);
console.log(JSON.stringify({ wall: performance.now() - began }));
rmSync(folder, { recursive: true, force: true });
process.exit(0);
