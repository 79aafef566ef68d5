'use client';
import { Link } from '@/components/ui/link';
import { Mark } from '@/components/ui/mark';
import { Elapsed } from '../run/elapsed';
import { Tag } from '@/components/ui/tag';
import { Moment } from '@/components/shell/time';
import { bytes, count, counted, duration, shortId } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import { PHASE_WORDS } from '../run/run-mark';
import { hasEnded, type Run, type Statement } from '../run/use-run';

/** How an answer came about: state, time, rows, what was read, and how old that was. */
export function AnswerLine({ run, statement, changed }: { readonly run: Run; readonly statement: Statement; /** whether the tab's text is another one by now */ readonly changed: boolean }) {
  const { mark, word } = PHASE_WORDS[statement.phase];
  const took = statement.startedAt !== null && statement.endedAt !== null ? Date.parse(statement.endedAt) - Date.parse(statement.startedAt) : null;
  const going = !hasEnded(statement);
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-x-4 gap-y-0.5 px-4 pb-1.5 text-12 text-ink-2">
      <span className="flex items-center gap-1.5"><Mark state={mark} />{word}{took !== null && statement.phase === 'finished' ? ` in ${duration(took)}` : ''}{going && statement.startedAt !== null && <Elapsed since={statement.startedAt} />}</span>
      {statement.rowCount !== null && <b className="font-strong text-ink">{statement.truncated ? `First ${count(statement.rowCount)} rows of more` : going ? `${counted(statement.rowCount, 'row')} so far` : counted(statement.rowCount, 'row')}</b>}
      {statement.statistics !== null && statement.statistics.filesTotal > 0 && <span className="max-sm:hidden">{bytes(statement.statistics.bytesPlanned)} {going ? 'to read' : 'read'}, {counted(statement.statistics.filesPlanned, 'file')}</span>}
      {statement.snapshots.slice(0, 2).map((snapshot, index) => <Read key={`${index}/${snapshot.name}`} snapshot={snapshot} named={statement.snapshots.length > 1} />)}
      {statement.snapshots.length > 2 && <span className="max-sm:hidden">and {counted(statement.snapshots.length - 2, 'more table')}</span>}
      <span className="grow" />
      {changed && <Tag>Text changed since this run</Tag>}
      <span className="sr-only">Run {run.id}</span>
    </div>
  );
}

function Read({ snapshot, named }: { readonly snapshot: Statement['snapshots'][number]; readonly named: boolean }) {
  if (snapshot.snapshotId === null) return null;
  return (
    <span className="max-sm:hidden">
      {named ? `${snapshot.table} ` : 'Data '}{snapshot.at !== null && <>up to <Moment at={snapshot.at} />, </>}snapshot{' '}
      <Link href={routes.table(snapshot.catalog, snapshot.namespace, snapshot.table, 'snapshots', { snapshot: snapshot.snapshotId })} className="rounded-1 font-mono text-water-ink outline-none focus-visible:shadow-(--ring)">{shortId(snapshot.snapshotId)}</Link>
    </span>
  );
}
