import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusalOf } from '@/lib/core/sql/errors';
import { MACROS } from '@/lib/core/sql/macros';
import { parseScript } from '@/lib/core/sql/parse/parse-script';
import { translate } from '@/lib/core/sql/translate';
import { queryFailed } from '@/lib/model/errors';
import { translateError } from '@/lib/ports/engines/duckdb/errors';
import { readPage } from '@/lib/ports/engines/duckdb/reader/page';
import { admitStatement } from '@/lib/ports/engines/duckdb/statement-tree';
import { forSpool } from '@/lib/ports/engines/duckdb/worker/for-spool';
import { serialize } from '@/lib/ports/engines/duckdb/worker/run-statement';
import { openSession, type Session } from '@/lib/ports/engines/duckdb/worker/session';
import { writeSpool } from '@/lib/ports/engines/duckdb/worker/spool-writer';
import type { ParsedStatement, SqlSession, Translation } from '@/lib/ports/parser/port';
import type { OurAnswer } from './compare';
import { createTinyTables, tinyRelation } from './tiny-tables';

const session: SqlSession = { catalog: 'tpch', schema: 'tiny', user: 'recorder', nowMs: Date.UTC(2026, 10, 25, 12) };

/** Statements by the product's own way from text to cells, in one session of the engine instead of a process each. */
export class AnswerBench {
  private count = 0;
  private constructor(
    private readonly engine: Session,
    private readonly folder: string,
  ) {}

  static async open(): Promise<AnswerBench> {
    const engine = await openSession(MACROS.join(';\n'));
    await engine.connection.run('SET threads = 1');
    await createTinyTables(engine.connection);
    return new AnswerBench(engine, await mkdtemp(join(tmpdir(), 'lakehouse-answers-')));
  }

  async close(): Promise<void> {
    this.engine.connection.closeSync();
    await rm(this.folder, { recursive: true, force: true });
  }

  async answer(sql: string): Promise<OurAnswer> {
    let translation: Translation | null = null;
    try {
      const { tables } = this.parse(sql);
      translation = translate(sql, 0, session, tables.map(tinyRelation));
      // a name of its own: DuckDB may keep what it knows of a file by its name
      const spool = join(this.folder, String(this.count++));
      await mkdir(spool, { recursive: true });
      const { connection } = this.engine;
      for (const scan of translation.scans) await connection.run(`CREATE OR REPLACE TEMP VIEW ${scan.alias} AS SELECT * FROM tiny_${tables[scan.index]!.table.toLowerCase()}`);
      const rows = await this.run(translation, spool);
      return { kind: 'rows', columns: translation.columns, rows, ordered: translation.ordered, sql: translation.sql };
    } catch (error) {
      const refusal = refusalOf(error);
      const text = translation?.sql ?? null;
      if (refusal) return { kind: 'error', name: refusal.code, message: refusal.message, line: refusal.line, column: refusal.column, sql: text };
      const { code, message, details } = translateError(error, { files: new Map() });
      return { kind: 'error', name: details.sql?.name ?? code, message: `${message} [engine: ${error instanceof Error ? error.message.slice(0, 400) : String(error)}]`, line: details.sql?.line ?? null, column: details.sql?.column ?? null, sql: text };
    }
  }

  private parse(sql: string): ParsedStatement {
    const script = parseScript(sql, session);
    if (script.error) throw queryFailed(script.error.code, script.error.message, script.error.line, script.error.column);
    const [statement] = script.statements;
    if (statement?.statement.kind === 'unsupported') throw queryFailed(statement.statement.error.code, statement.statement.error.message, statement.statement.error.line, statement.statement.error.column);
    return statement!;
  }

  private async run(translation: Translation, spool: string): Promise<Extract<OurAnswer, { kind: 'rows' }>['rows']> {
    const { connection } = this.engine;
    admitStatement(await serialize(connection, translation.sql), { tables: translation.scans.map((scan) => scan.alias), functions: translation.functions });
    await writeSpool(connection, { spool, select: forSpool(translation.sql, translation.columns), rowLimit: null, ordered: true, maxBytes: 2 ** 30 }, () => undefined);
    return (await readPage(connection, spool, translation.columns, 0, 100_000)).rows;
  }
}
