import { MACROS } from '@/lib/core/sql/macros';
import { parseScript } from '@/lib/core/sql/parse/parse-script';
import { translate } from '@/lib/core/sql/translate';
import { queryFailed } from '@/lib/model/errors';
import { carrierType } from '@/lib/model/values/carriers';
import { parseType } from '@/lib/model/values/type-text';
import type { Column } from '@/lib/model/values/types';
import { openSession, type Session } from '@/lib/ports/engines/duckdb/worker/session';
import type { ResolvedRelation, SqlSession, Translation } from '@/lib/ports/parser/port';

export const session: SqlSession = { catalog: 'lake', schema: 'shop', user: 'ada', nowMs: Date.UTC(2026, 10, 25, 12) };

export type Shape = Readonly<Record<string, string>>;
const columnsOf = (shape: Shape): readonly Column[] => Object.entries(shape).map(([name, type]) => ({ name, type: parseType(type)! }));

/** Types a statement against tables of these shapes; the target of an INSERT among them. */
export function typeStatement(sql: string, shapes: Readonly<Record<string, Shape>>): Translation {
  const statement = parseScript(sql, session).statements[0]!;
  const target = 'target' in statement.statement ? [statement.statement.target] : [];
  const mentions = new Map([...statement.tables, ...target].map((mention) => [mention.index, mention]));
  const relations = [...mentions.values()].map(({ index, table }): ResolvedRelation => ({ index, name: `lake.shop.${table}`, columns: columnsOf(shapes[table]!) }));
  return translate(sql, 0, session, relations);
}

/**
 * Tables in one session of the engine, twice: once changed by the engine's own statement, once by what a translated statement says is to
 * be changed. A row's file and place are made up from its number.
 */
export class DeltaBench {
  private constructor(private readonly engine: Session) {}

  static async open(): Promise<DeltaBench> {
    return new DeltaBench(await openSession(MACROS.join(';\n')));
  }
  close(): void {
    this.engine.connection.closeSync();
  }

  /** Makes a table `name`, and `own_name` beside it for the translated statements. `rows` is what follows VALUES. */
  async table(name: string, shape: Shape, rows: string): Promise<void> {
    for (const made of [name, `own_${name}`]) {
      await this.run(`CREATE OR REPLACE TABLE ${made} (${columnsOf(shape).map((column) => `"${column.name}" ${carrierType(column.type)}`).join(', ')})`);
      if (rows !== '') await this.run(`INSERT INTO ${made} VALUES ${rows}`);
    }
  }

  /** Makes `own_name` of rows that are told in the dialect. */
  async fill(name: string, shape: Shape, rows: readonly string[]): Promise<void> {
    await this.table(name, shape, '');
    const { sql } = translate(`INSERT INTO ${name} VALUES ${rows.join(', ')}`, 0, session, [{ index: 0, name, columns: columnsOf(shape) }]);
    await this.run(`INSERT INTO own_${name} ${sql}`);
  }

  /** Does what the translated statement says to `own_…`. Answers the operations of a delta. */
  async apply(sql: string, shapes: Readonly<Record<string, Shape>>): Promise<readonly number[]> {
    const statement = parseScript(sql, session).statements[0]!;
    const { write, ...translation } = typeStatement(sql, shapes);
    if (write === null || !('target' in statement.statement)) throw new Error('This statement writes nothing');
    for (const mention of statement.tables) {
      const list = Object.keys(shapes[mention.table]!).map((name, i) => `"${name}" AS c${i}`).join(', ');
      await this.run(`CREATE OR REPLACE TEMP VIEW scan_${mention.index} AS SELECT ${list}, 'f' || (rowid % 2) AS c_file, CAST(rowid AS BIGINT) AS c_pos, CAST(rowid + 100 AS BIGINT) AS c_row_id FROM own_${mention.table}`);
    }
    const target = `own_${statement.statement.target.table}`;
    await this.run(`CREATE OR REPLACE TEMP TABLE delta AS ${translation.sql}`);
    const cells = translation.columns.map((_, i) => `c${i}`).slice(write.kind === 'delta' ? 4 : 0).join(', ');
    if (write.kind === 'rows') {
      await this.run(`INSERT INTO ${target} SELECT ${cells} FROM delta`);
      return [];
    }
    const [twice] = await this.rows('SELECT count(*) FROM (SELECT c0, c1 FROM delta WHERE c3 <> 2 GROUP BY ALL HAVING count(*) > 1)');
    if (twice?.[0] !== 0n) throw queryFailed('MERGE_TARGET_ROW_MULTIPLE_MATCHES', 'One MERGE target table row matched more than one source row', null, null);
    const [wrong] = await this.rows("SELECT count(*) FROM delta WHERE CASE WHEN c3 = 2 THEN c0 IS NOT NULL OR c1 IS NOT NULL OR c2 IS NOT NULL ELSE c0 IS NULL OR c0 <> 'f' || (c1 % 2) OR c2 <> c1 + 100 END");
    if (wrong?.[0] !== 0n) throw new Error('A row is not where the delta says');
    await this.run(`DELETE FROM ${target} WHERE rowid IN (SELECT c1 FROM delta WHERE c3 <> 2)`);
    await this.run(`INSERT INTO ${target} SELECT ${cells} FROM delta WHERE c3 <> 1`);
    return (await this.rows('SELECT c3 FROM delta ORDER BY 1')).map(([op]) => Number(op));
  }

  async run(sql: string): Promise<void> { await this.engine.connection.run(sql); }
  async rows(sql: string): Promise<readonly (readonly unknown[])[]> { return (await this.engine.connection.runAndReadAll(sql)).getRows(); }
}
