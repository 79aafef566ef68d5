import { afterAll, beforeAll } from 'vitest';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from './duckdb-engine';
import { WriteBench } from './write-bench';

/** Gives the tests of a file, or of one describe, a warehouse with the embedded engine before the first of them, closed after the last. */
export function withWriteBench(use: (bench: WriteBench) => void): void {
  let engine: QueryEngine;
  let bench: WriteBench;
  beforeAll(async () => {
    engine = await startDuckDbEngine({ idle: 2, onSaid: (said) => void (process.env['SHOW_SAID'] && console.log(said)) });
    bench = await WriteBench.open(engine);
    use(bench);
  });
  afterAll(async () => {
    await bench.close();
    await engine.close();
  });
}
