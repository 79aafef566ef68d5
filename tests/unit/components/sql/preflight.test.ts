import { describe, expect, it } from 'vitest';
import type { Known } from '@/components/sql/completion/suggest';
import { preflight, problemsOf, type Checked } from '@/components/sql/run/preflight';
import { tablesRead } from '@/components/sql/run/tables-read';
import { statementAt } from '@/components/sql/text/split-statements';

const reads = { filesTotal: 10, filesPlanned: 2, bytesPlanned: 4096 };
const at = (index: number, start: number, end: number, more: Partial<Checked> = {}): Checked => ({ index, span: { start, end, line: 1, column: 1 }, verb: 'SELECT', error: null, tables: [], statistics: null, advice: null, words: [], ...more });
const wrong = { code: 'COLUMN_NOT_FOUND', message: "Column 'x' cannot be resolved", line: 2, column: 8 };

describe('preflight', () => {
  const answer = { statements: [at(0, 0, 8, { statistics: reads }), at(1, 10, 20, { error: wrong, verb: 'SELECT' }), at(2, 22, 33, { verb: 'SHOW TABLES' })], error: null };
  it('says what the statement at the cursor reads', () => expect(preflight(answer, 4)).toEqual({ kind: 'reads', files: 2, filesTotal: 10, bytes: 4096, advice: null }));
  it('says what is wrong with it', () => expect(preflight(answer, 12)).toEqual({ kind: 'problem', problem: wrong }));
  it('says what a statement that writes would change', () => expect(preflight({ statements: [at(0, 0, 8, { verb: 'DELETE', words: ['deletes rows of a', 'files are written anew'], statistics: reads })], error: null }, 4)).toEqual({ kind: 'writes', text: 'deletes rows of a; files are written anew', files: 2, bytes: 4096, advice: null }));
  it('says when nothing is read', () => expect(preflight(answer, 99)).toEqual({ kind: 'nothing-to-read', verb: 'SHOW TABLES' }));
  it('says what stops the reading of the text, except at statements before it', () => {
    const broken = { statements: [at(0, 0, 8, { statistics: reads })], error: { ...wrong, code: 'SYNTAX_ERROR' } };
    expect([preflight(broken, 4).kind, preflight(broken, 30).kind]).toEqual(['reads', 'problem']);
  });
  it('waits for an answer, and knows an empty text', () => expect([preflight(undefined, 0), preflight({ statements: [], error: null }, 0)].map((state) => state.kind === 'quiet' && state.text)).toEqual(['Reading the statement', 'No statement']));
});

describe('problemsOf', () => {
  it('gives each place once, and leaves out what has none', () => {
    expect(problemsOf({ statements: [at(0, 0, 1, { error: wrong }), at(1, 2, 3, { error: wrong }), at(2, 4, 5, { error: { ...wrong, line: null } })], error: null })).toEqual([wrong]);
  });
});

describe('tablesRead', () => {
  const orders = { catalog: 'lake', namespace: 'shop', path: 'shop', name: 'orders' };
  const events = { catalog: 'lake', namespace: 'web', path: 'web', name: 'events' };
  const known: Known = { catalog: 'lake', schema: 'shop', ready: true, tables: [orders, events], functions: [], keywords: [], columns: () => null };
  const text = 'SELECT * FROM orders o JOIN web.events e ON o.id = e.id';
  it('believes the server', () => {
    expect(tablesRead({ statements: [at(0, 0, text.length, { tables: [{ name: 'lake.web.events', catalog: 'lake', namespace: 'web', table: 'events' }] })] }, statementAt(text, 3), text, known)).toEqual([events]);
  });
  it('goes by the words while the text cannot be read', () => expect(tablesRead({ statements: [] }, statementAt(text, 3), text, known)).toEqual([orders, events]));
  it('names a table once', () => {
    const twice = 'SELECT * FROM orders a, orders b';
    expect(tablesRead(undefined, statementAt(twice, 3), twice, known)).toEqual([orders]);
  });
});
