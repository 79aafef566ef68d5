import { afterAll, beforeAll } from 'vitest';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from './duckdb-engine';
import { FormatLake } from './format-lake';

/** Gives the tests of a file one engine, and as many warehouses as they ask for: each a fresh copy, closed at the end. */
export function formatLakes(): (writer: string | null, ...tables: readonly string[]) => Promise<FormatLake> {
  let engine: QueryEngine;
  const open: FormatLake[] = [];
  beforeAll(async () => { engine = await startDuckDbEngine({ onSaid: (said) => void (process.env['SHOW_SAID'] && console.log(said)) }); });
  afterAll(async () => {
    for (const lake of open) await lake.close();
    await engine.close();
  });
  return async (writer, ...tables) => {
    const lake = await FormatLake.open(engine, writer, ...tables);
    open.push(lake);
    return lake;
  };
}
