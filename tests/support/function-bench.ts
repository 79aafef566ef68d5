import { MACROS } from '@/lib/core/sql/macros';
import { translate } from '@/lib/core/sql/translate';
import type { Row } from '@/lib/model/values/types';
import { cellOf } from '@/lib/ports/engines/duckdb/reader/cell';
import { forSpool } from '@/lib/ports/engines/duckdb/worker/for-spool';
import { openSession, type Session } from '@/lib/ports/engines/duckdb/worker/session';

const session = { catalog: null, schema: null, user: 'tester', nowMs: Date.UTC(2026, 10, 25, 12) };

/** Statements without tables, from Trino's text to cells, in one session of the engine. */
export class FunctionBench {
  private constructor(private readonly engine: Session) {}

  static async open(): Promise<FunctionBench> {
    return new FunctionBench(await openSession(MACROS.join(';\n')));
  }

  async rows(sql: string): Promise<readonly Row[]> {
    const translation = translate(sql, 0, session, []);
    const reader = await this.engine.connection.runAndReadAll(forSpool(translation.sql, translation.columns));
    return reader.getRows().map((row) => translation.columns.map(({ type }, i) => cellOf(row[i] ?? null, type)));
  }

  close(): void {
    this.engine.connection.closeSync();
  }
}
