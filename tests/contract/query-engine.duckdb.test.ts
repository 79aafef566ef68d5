import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { EngineBench } from '../support/engine-bench';
import { queryEngineContract } from './query-engine.suite';

queryEngineContract('DuckDB', () => startDuckDbEngine(), {
  numbers: (count) => `SELECT range FROM range(${count}) ORDER BY range`,
  unordered: (count) => `SELECT range FROM range(${count})`,
  endless: 'SELECT count(*) FROM range(10000000000) AS a(x), range(100000) AS b(y)',
  functions: ['range', 'count'],
});

it('still runs when the system cleared its temporary folder meanwhile', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'cleared-'));
  chmodSync(temporary, 0o755);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = temporary;
  try {
    const bench = new EngineBench(await startDuckDbEngine());
    for (let statement = 0; statement < 3; statement += 1) {
      expect(await bench.rows('SELECT 7', ['integer'], [], [])).toEqual([[7]]);
      // not from under the child that is just warming up
      await bench.engine.check();
      for (const name of readdirSync(temporary)) if (name.startsWith('lakehouse-')) rmSync(join(temporary, name), { recursive: true });
    }
    await bench.close();
    expect(readdirSync(temporary).filter((name) => name.startsWith('lakehouse-'))).toEqual([]);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(temporary, { recursive: true, force: true });
  }
});
