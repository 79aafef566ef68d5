import type { z } from 'zod';
import type { checkedStatement, sqlError } from '@/lib/transport/api/contract/queries';

export type Checked = z.infer<typeof checkedStatement>;
export type SqlProblem = z.infer<typeof sqlError>;

/** What stands under the editor before a run. */
export type Preflight =
  | { readonly kind: 'quiet'; readonly text: string }
  | { readonly kind: 'reads'; readonly files: number; readonly filesTotal: number; readonly bytes: number; readonly advice: string | null }
  | { readonly kind: 'writes'; /** what it would change */ readonly text: string; readonly files: number; readonly bytes: number; readonly advice: string | null }
  | { readonly kind: 'nothing-to-read'; readonly verb: string }
  | { readonly kind: 'problem'; readonly problem: SqlProblem };

/** The statement of a checked text that a cursor stands in, or the last one before it. */
export function checkedAt(statements: readonly Checked[], cursor: number): Checked | null {
  return statements.find(({ span }) => cursor >= span.start && cursor <= span.end + 1) ?? statements.filter(({ span }) => span.end < cursor).at(-1) ?? statements[0] ?? null;
}

/** What the server's reading of the text says of the statement at the cursor. A text that cannot be read at all fails as a whole. */
export function preflight(answer: { readonly statements: readonly Checked[]; readonly error: SqlProblem | null } | undefined, cursor: number): Preflight {
  if (!answer) return { kind: 'quiet', text: 'Reading the statement' };
  const statement = checkedAt(answer.statements, cursor);
  const inside = statement !== null && cursor >= statement.span.start && cursor <= statement.span.end + 1;
  if (answer.error && !inside) return { kind: 'problem', problem: answer.error };
  if (!statement) return { kind: 'quiet', text: 'No statement' };
  if (statement.error) return { kind: 'problem', problem: statement.error };
  const { statistics, advice, verb, words } = statement;
  if (words.length > 0) return { kind: 'writes', text: words.join('; '), files: statistics?.filesPlanned ?? 0, bytes: statistics?.bytesPlanned ?? 0, advice };
  return statistics === null || statistics.filesTotal === 0 ? { kind: 'nothing-to-read', verb } : { kind: 'reads', files: statistics.filesPlanned, filesTotal: statistics.filesTotal, bytes: statistics.bytesPlanned, advice };
}

/** Every problem of a text that has a place, once each. */
export function problemsOf(answer: { readonly statements: readonly Checked[]; readonly error: SqlProblem | null } | undefined): readonly (SqlProblem & { readonly line: number; readonly column: number })[] {
  const all = [...(answer?.statements.map(({ error }) => error) ?? []), answer?.error ?? null];
  const seen = new Set<string>();
  return all.flatMap((problem) => {
    if (problem === null || problem.line === null || problem.column === null) return [];
    const key = `${problem.line}:${problem.column}:${problem.message}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...problem, line: problem.line, column: problem.column }];
  });
}
