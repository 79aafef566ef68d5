import { splitStatements, statementAt } from '../text/split-statements';

/** What the Run button does. */
export type RunKind = 'statement' | 'all' | 'selection' | 'explain' | 'no-limit';

export const ROW_LIMIT = 1000;
const EXPLAIN = 'EXPLAIN ';

export interface EditorState {
  readonly text: string;
  /** offset of the cursor */
  readonly cursor: number;
  /** offsets of the selection; equal when nothing is selected */
  readonly from: number;
  readonly to: number;
}

export interface RunRequest {
  readonly sql: string;
  readonly rowLimit: number | null;
  /** where the text begins in the tab, so that errors can be shown in place */
  readonly offset: number;
  /** how many characters were put before it */
  readonly prefix: number;
}

/** The text that a way of running sends, exactly as it stands in the editor; null when there is nothing to run. */
export function runRequest(kind: RunKind, editor: EditorState): RunRequest | null {
  const [from, to] = range(kind, editor);
  const sql = editor.text.slice(from, to);
  if (splitStatements(sql).length === 0) return null;
  const prefix = kind === 'explain' ? EXPLAIN : '';
  return { sql: `${prefix}${sql}`, rowLimit: kind === 'no-limit' || kind === 'explain' ? null : ROW_LIMIT, offset: from, prefix: prefix.length };
}

function range(kind: RunKind, { text, cursor, from, to }: EditorState): readonly [number, number] {
  if (kind === 'all') return [0, text.length];
  if (from < to) return [from, to];
  const statement = kind === 'selection' ? null : statementAt(text, cursor);
  return statement ? [statement.start, statement.end] : [0, 0];
}

/** A place in the text that was run, as a place in the tab's text; lines and columns from 1. */
export function placeInTab(text: string, ran: Pick<RunRequest, 'offset' | 'prefix'>, line: number, column: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, ran.offset).split('\n');
  return line === 1 ? { line: before.length, column: Math.max(1, column - ran.prefix + (before.at(-1) ?? '').length) } : { line: before.length + line - 1, column };
}

/** Where the text of a run stands in the tab now; null when it was changed since. */
export function ranAt(tabText: string, ranSql: string): Pick<RunRequest, 'offset' | 'prefix'> | null {
  const whole = tabText.indexOf(ranSql);
  if (whole >= 0) return { offset: whole, prefix: 0 };
  const explained = ranSql.startsWith(EXPLAIN) ? tabText.indexOf(ranSql.slice(EXPLAIN.length)) : -1;
  return explained >= 0 ? { offset: explained, prefix: EXPLAIN.length } : null;
}
