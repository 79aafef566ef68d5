export interface SqlSpan {
  readonly at: number;
  readonly kind: 'text' | 'keyword' | 'function' | 'string' | 'number' | 'comment' | 'type';
  readonly text: string;
}

export const SQL_KEYWORDS: ReadonlySet<string> = new Set(
  'ADD ALL ALTER ANALYZE AND ANY AS ASC BETWEEN BY CASE CAST COLUMN COMMENT CREATE CROSS DELETE DESC DESCRIBE DISTINCT DROP ELSE END ESCAPE EXCEPT EXISTS EXPLAIN FALSE FETCH FILTER FIRST FOR FROM FULL GROUP HAVING IF IN INNER INSERT INTERSECT INTERVAL INTO IS JOIN LAST LEFT LIKE LIMIT MERGE NATURAL NOT NULL NULLS OF OFFSET ON OR ORDER OUTER OVER PARTITION PARTITIONED PROPERTIES RENAME REPLACE RIGHT SCHEMA SELECT SET SHOW TABLE TBLPROPERTIES THEN TO TRUE TRY_CAST UNION UNNEST UPDATE USE USING VALUES VERSION VIEW WHEN WHERE WINDOW WITH LOCATION'.split(' '),
);
export const SQL_TYPES: ReadonlySet<string> = new Set('ARRAY BIGINT BINARY BOOLEAN CHAR DATE DECIMAL DOUBLE FLOAT INT INTEGER LONG MAP REAL ROW SMALLINT STRING STRUCT TIME TIMESTAMP TIMESTAMP_NTZ TINYINT UUID VARBINARY VARCHAR ZONE'.split(' '));

/** Units of an INTERVAL: words of the language only where one stands. */
export const INTERVAL_UNITS: readonly string[] = ['YEAR', 'MONTH', 'WEEK', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

const LEXEME = /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*(?:'|$))|("(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$))|(\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|([A-Za-z_]\w*)/g;

/** SQL cut into pieces to colour. For reading only: it knows words, not grammar. The pieces together are the text. */
export function sqlSpans(code: string): readonly SqlSpan[] {
  const spans: SqlSpan[] = [];
  const push = (at: number, kind: SqlSpan['kind'], text: string) => {
    const last = spans.at(-1);
    if (text === '') return;
    if (last?.kind === kind) spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push({ at, kind, text });
  };
  let end = 0;
  let before: string[] = [];
  for (const match of code.matchAll(LEXEME)) {
    push(end, 'text', code.slice(end, match.index));
    end = match.index + match[0].length;
    const kind = kindOf(match, code.charAt(end));
    push(match.index, isUnit(match[0], before) ? 'keyword' : kind, match[0]);
    if (kind !== 'comment') before = [...before.slice(-3), kind === 'string' ? "''" : match[0].toUpperCase()];
  }
  push(end, 'text', code.slice(end));
  return spans;
}

/** Whether a word is the unit of `INTERVAL '1' DAY`, or the second one of `INTERVAL '1 2' DAY TO HOUR`. */
function isUnit(word: string, before: readonly string[]): boolean {
  if (!INTERVAL_UNITS.includes(word.toUpperCase())) return false;
  const from = before.at(-1) === 'TO' && INTERVAL_UNITS.includes(before.at(-2) ?? '') ? before.slice(0, -2) : before;
  return from.at(-1) === "''" && from.at(-2) === 'INTERVAL';
}

function kindOf([, comment, string, , number, word]: RegExpMatchArray, next: string): SqlSpan['kind'] {
  if (comment !== undefined) return 'comment';
  if (string !== undefined) return 'string';
  if (number !== undefined) return 'number';
  if (word === undefined) return 'text';
  const upper = word.toUpperCase();
  if (SQL_TYPES.has(upper)) return 'type';
  if (SQL_KEYWORDS.has(upper)) return 'keyword';
  return next === '(' ? 'function' : 'text';
}
