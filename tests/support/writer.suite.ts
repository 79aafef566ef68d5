import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from './duckdb-engine';
import { FormatLake, expectedOf, sorted } from './format-lake';

/**
 * Reads every table of a writer's fixtures in every state that the writer reported, and holds the rows against its
 * report. `more` adds tests about single tables.
 */
export function writerSuite(writer: string, namespace: string, more: (lake: () => FormatLake) => void = () => undefined): void {
  const tables = Object.entries(expectedOf(writer)).filter(([, { reads }]) => reads.length > 0);
  describe(`tables that ${writer} wrote`, () => {
    let engine: QueryEngine;
    let lake: FormatLake;
    beforeAll(async () => {
      engine = await startDuckDbEngine({ idle: 2 });
      lake = await FormatLake.open(engine, writer);
    });
    afterAll(async () => {
      await lake.close();
      await engine.close();
    });

    it.each(tables)('%s', async (name, { reads }) => {
      const answers = await lake.readAll({ namespace: [namespace], name }, reads.map(({ at }) => at));
      for (const [index, { at, columns, rows }] of reads.entries()) {
        const answer = answers[index];
        expect(answer?.columns.map((column) => column.name), JSON.stringify(at)).toEqual(columns);
        expect(sorted(answer?.rows ?? [], answer?.columns ?? []), JSON.stringify(at)).toEqual(sorted(rows, answer?.columns ?? []));
      }
    });
    more(() => lake);
  });
}
