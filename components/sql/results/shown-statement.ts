import { hasEnded, type Run, type Statement } from '../run/use-run';

/**
 * The statement whose answer is looked at: the one that was chosen; else the one that failed, else the one that runs,
 * else the last that ran.
 */
export function shownStatement(run: Pick<Run, 'statements'>, chosen: string | null): Statement | null {
  const { statements } = run;
  const wanted = chosen === null ? undefined : statements.find(({ index }) => String(index) === chosen);
  return wanted ?? statements.find(({ error }) => error !== null) ?? statements.find((each) => !hasEnded(each) && each.state === 'running') ?? statements.findLast((each) => each.state === 'finished') ?? statements[0] ?? null;
}

/** Whether an answer is one text: a plan, a definition. */
export const isOneText = ({ columns, verb }: Pick<Statement, 'columns' | 'verb'>): boolean =>
  columns?.length === 1 && columns[0]?.type.startsWith('varchar') === true && (verb.startsWith('EXPLAIN') || verb.startsWith('SHOW CREATE'));
