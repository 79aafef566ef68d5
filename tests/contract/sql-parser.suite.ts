import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResolvedRelation, SqlParser, SqlSession } from '@/lib/ports/parser/port';

export interface SqlParserUnderTest {
  readonly parser: SqlParser;
  /** pids of the children that are alive; empty for a parser without any */
  children(): Promise<readonly number[]>;
  /** a text that takes longer than the parser allows */
  readonly slow: string;
  /** a text that takes more memory than the parser allows */
  readonly large: string;
}

export const session: SqlSession = { catalog: 'lake', schema: 'shop', user: 'ada', nowMs: Date.UTC(2026, 10, 25, 12) };
export const orders: ResolvedRelation = {
  index: 0, name: 'lake.shop.orders',
  columns: [{ name: 'id', type: { kind: 'bigint' } }, { name: 'total', type: { kind: 'decimal', precision: 12, scale: 2 } }, { name: 'note', type: { kind: 'varchar', length: null } }],
};

/** What every SqlParser keeps. */
export function describeSqlParser(name: string, open: () => Promise<SqlParserUnderTest>): void {
  describe(`SqlParser: ${name}`, () => {
    let subject: SqlParserUnderTest;
    beforeAll(async () => { subject = await open(); });
    afterAll(() => subject.parser.close());

    it('splits a text and says what each statement is and reads', async () => {
      const text = "SELECT 'a;b' FROM orders o -- ;\n;; SHOW TABLES IN web LIKE 'x_' ;\n DROP TABLE t";
      const { statements, error } = await subject.parser.parse(text, session);
      expect(error).toBeNull();
      expect(statements.map(({ verb, statement, span, tables }) => [verb, statement.kind, text.slice(span.start, span.end), tables.map((table) => [table.catalog, table.schema, table.table])])).toEqual([
        ['SELECT', 'query', "SELECT 'a;b' FROM orders o -- ;", [['lake', 'shop', 'orders']]],
        ['SHOW TABLES', 'show-tables', "SHOW TABLES IN web LIKE 'x_'", []],
        ['DROP TABLE', 'drop-table', 'DROP TABLE t', []],
      ]);
      expect(statements[2]?.span).toMatchObject({ line: 3, column: 2 });
    });

    it('tells the first syntax error with its place, and lists what came before it', async () => {
      const { statements, error } = await subject.parser.parse('SELECT 1;\n  SELECT FROM WHERE', session);
      expect(statements).toHaveLength(1);
      expect(error).toMatchObject({ code: 'SYNTAX_ERROR', line: 2, column: 10 });
    });

    it('translates a statement against its relations', async () => {
      const translation = await subject.parser.translate('SELECT total / 3 AS third, note FROM orders', 0, session, [orders]);
      expect(translation.columns).toEqual([{ name: 'third', type: { kind: 'decimal', precision: 12, scale: 2 } }, { name: 'note', type: { kind: 'varchar', length: null } }]);
      expect(translation.scans).toMatchObject([{ index: 0, alias: 'scan_0', columns: ['total', 'note'] }]);
      expect(translation.sql).toContain('scan_0');
    });

    it('throws what a statement is refused for, with its place', async () => {
      await expect(subject.parser.translate('SELECT\n  nope FROM orders', 0, session, [orders])).rejects.toMatchObject({ code: 'QUERY_FAILED', message: "Column 'nope' cannot be resolved", details: { sql: { name: 'COLUMN_NOT_FOUND', line: 2, column: 3 } } });
    });

    it('lists its functions by name', async () => {
      const functions = await subject.parser.functions();
      expect(functions.find(({ name: each }) => each === 'coalesce')).toMatchObject({ kind: 'scalar' });
      expect(functions.map(({ name: each }) => each)).toEqual(functions.map(({ name: each }) => each).toSorted());
    });

    it('refuses a text of more than 256 kB', async () => {
      await expect(subject.parser.parse(`SELECT '${'x'.repeat(256 * 1024)}'`, session)).rejects.toMatchObject({ code: 'TOO_LARGE' });
      await expect(subject.parser.parse(`SELECT '${'x'.repeat(256 * 1024 - 20)}'`, session)).resolves.toMatchObject({ error: null });
    });

    it('answers many at once, each its own', async () => {
      const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => subject.parser.translate(`SELECT ${i} AS n`, 0, session, [])));
      expect(answers.map(({ sql }) => /CAST\((\d+) AS INTEGER\)/.exec(sql)?.[1])).toEqual(Array.from({ length: 40 }, (_, i) => String(i)));
    });

    it('gives up a text that takes too long, and goes on', async () => {
      await expect(subject.parser.parse(subject.slow, session)).rejects.toMatchObject({ code: 'QUERY_FAILED', details: { sql: { name: 'STATEMENT_TOO_COMPLEX' } } });
      await expect(subject.parser.parse('SELECT 1', session)).resolves.toMatchObject({ error: null });
    });

    it('lets nobody wait for the slow texts of somebody else', async () => {
      const ended: string[] = [];
      const eve = [1, 2].map(() => subject.parser.parse(subject.slow, { ...session, user: 'eve' }).catch(() => ended.push('eve')));
      await subject.parser.parse('SELECT 1', session);
      expect(ended).toEqual([]);
      await Promise.all(eve);
      expect(ended).toEqual(['eve', 'eve']);
    });

    it('survives a text that takes too much memory', async () => {
      await expect(subject.parser.parse(subject.large, session)).rejects.toMatchObject({ code: 'QUERY_FAILED' });
      await expect(subject.parser.parse('SELECT 1', session)).resolves.toMatchObject({ error: null });
    });

    it('lets go of a question at once when its signal aborts', async () => {
      const controller = new AbortController();
      const asked = subject.parser.parse(subject.slow, session, controller.signal);
      controller.abort();
      await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
      await expect(subject.parser.parse('SELECT 1', session, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
      await expect(subject.parser.parse('SELECT 1', session)).resolves.toMatchObject({ error: null });
    });

    it('replaces children that die, idle or at work', async () => {
      await subject.parser.parse('SELECT 1', session);
      const working = subject.parser.parse(subject.slow, session);
      for (const pid of await subject.children()) process.kill(pid, 'SIGKILL');
      await expect(working).rejects.toMatchObject({ code: expect.stringMatching(/^(QUERY_FAILED|UNAVAILABLE)$/) as string });
      await expect(subject.parser.parse('SELECT 1', session)).resolves.toMatchObject({ error: null });
    });

    it('ends its children when it is closed, and says so to who asks', async () => {
      const other = await open();
      const asked = other.parser.parse(subject.slow, session);
      asked.catch(() => undefined);
      await other.parser.functions().catch(() => undefined);
      const pids = await other.children();
      await other.parser.close();
      for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
      await expect(asked).rejects.toBeDefined();
      await expect(other.parser.parse('SELECT 1', session)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    });
  });
}
