import { describe, expect, it } from 'vitest';
import { splitStatements, statementAt } from '@/components/sql/text/split-statements';

const texts = (sql: string) => splitStatements(sql).map((each) => sql.slice(each.start, each.end));

describe('splitStatements', () => {
  it('splits at semicolons outside quotes and comments', () => {
    expect(texts(`SELECT ';' AS a; -- one; two\nSELECT "b;" /* ; */ FROM t;`)).toEqual([`SELECT ';' AS a`, `SELECT "b;" /* ; */ FROM t`]);
  });
  it('lets a doubled quote stay inside', () => {
    expect(texts(`SELECT 'it''s; fine'; SELECT 2`)).toEqual([`SELECT 'it''s; fine'`, 'SELECT 2']);
  });
  it('leaves comments around a statement out of it', () => {
    const sql = '-- first\nSELECT 1 -- tail\n;\n';
    expect(splitStatements(sql)).toEqual([{ start: 9, end: 17, firstLine: 2, lastLine: 2 }]);
  });
  it('reads an unclosed quote to the end', () => {
    expect(texts(`SELECT 'a; b`)).toEqual([`SELECT 'a; b`]);
  });
  it('finds nothing in comments alone', () => expect(texts('-- a;\n/* b; */ ;;')).toEqual([]));
});

describe('statementAt', () => {
  const sql = 'SELECT 1;\n\nSELECT 2;\n';
  it('is the one the cursor stands in', () => expect(statementAt(sql, 14)?.firstLine).toBe(3));
  it('is the one before when the cursor stands behind it', () => expect(statementAt(sql, sql.length)?.firstLine).toBe(3));
  it('is the first when the cursor stands before all', () => expect(statementAt('\n\nSELECT 1', 0)?.firstLine).toBe(3));
  it('is nothing in an empty text', () => expect(statementAt('  ', 1)).toBeNull());
});
