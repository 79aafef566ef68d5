'use client';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { Loading } from '@/components/ui/loading';
import { Note } from '@/components/ui/note';
import { PartError } from '@/components/ui/part-error';
import { ProgressBar } from '@/components/shell/jobs/progress-bar';
import { useJob } from '@/components/shell/jobs/use-job';
import { useWritten } from '@/components/shell/use-written';
import { count, counted } from '@/components/shell/words';
import { routes, withQuery } from '@/lib/model/routes';
import { client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { sendUndo, type Undo } from '@/lib/transport/api/client/send-undo';
import type { TablePlace } from '../table-place';

interface Loaded { readonly dryRun: boolean; readonly rows: number; readonly badRows: number; readonly rowsReplaced: number; readonly snapshotId: string | null; readonly undo: Undo | null }

/** A load as it runs and as it ended: what came of it, its bad rows to download, table and snapshot, and the way back, of the load or to the choices. `go` does what a dry run looked at. */
export function LoadOutcome({ place, job: id, onBack, go }: { readonly place: TablePlace; readonly job: string; readonly onBack: () => void; readonly go: ReactNode }) {
  const asked = useJob(id);
  const written = useWritten();
  const told = useRef(false);
  const job = asked.data;
  const result = job?.state === 'finished' ? (job.result as Loaded) : null;
  const isLoaded = result !== null && !result.dryRun;
  useEffect(() => {
    if (!isLoaded || told.current) return;
    told.current = true;
    void written({ title: `${counted(result.rows, 'row')} loaded into ${place.table}`, undo: null });
  }, [isLoaded, result, written, place.table]);
  const stop = useMutation({ mutationFn: () => client.jobs.cancel({ id }) });
  const undo = useMutation({
    mutationFn: (request: Undo) => sendUndo(request),
    onSuccess: (_, { words }) => written({ title: 'Taken back', detail: words, undo: null }),
  });
  if (asked.error !== null) return <PartError title="The load cannot be shown" detail={problemOf(asked.error).detail} retry={() => void asked.refetch()} />;
  if (job === undefined) return <Loading rows={2} label="The load is looked for" />;
  const badRows = result?.badRows ?? (job.progress?.unit === 'bad rows' ? job.progress.done : 0);
  const hasEnded = job.endedAt !== null;
  const [undoing, isBack] = [isLoaded ? result.undo : null, undo.isSuccess];
  return (
    <div className="flex flex-col gap-3">
      <div role="status" className="flex flex-col gap-2">
        {result !== null ? <Note state={badRows > 0 ? 'warn' : 'good'}>{said(result, place.table)}</Note>
          : job.error !== null ? <Note state="bad">{job.error.message}</Note>
            : job.state === 'cancelled' ? <Note state="warn">The load was stopped; nothing of it is in the table.</Note> : <ProgressBar job={job} />}
        {!hasEnded && <p className="text-12 text-ink-3">{job.log.at(-1)?.text ?? 'The load waits for its turn.'} You may leave: it goes on, and stands under Jobs.</p>}
        {isBack && <Note>The load is taken back.</Note>}
      </div>
      {undo.error !== null && <div role="alert"><Note state="bad">{problemOf(undo.error).detail}</Note></div>}
      <div className="flex flex-wrap gap-2">
        {!hasEnded && <Button busy={stop.isPending} busyLabel="Stopping" onClick={() => stop.mutate()}>Stop</Button>}
        {badRows > 0 && <LinkButton download href={routes.badRows(id)} icon={<Download size={16} strokeWidth={1.6} aria-hidden="true" />}>{`Download ${counted(badRows, 'bad row')}`}</LinkButton>}
        {hasEnded && !isLoaded && <Button onClick={onBack}>Change the choices</Button>}
        {undoing !== null && !isBack && <Button busy={undo.isPending} busyLabel="Undoing" onClick={() => undo.mutate(undoing)}>Undo</Button>}
        <span className="grow" />
        {isLoaded && !isBack && result.snapshotId !== null && <LinkButton href={withQuery(routes.table(place.catalog, place.namespace, place.table, 'snapshots'), { snapshot: result.snapshotId })}>Its snapshot</LinkButton>}
        {isLoaded && !isBack && <LinkButton variant="primary" href={routes.table(place.catalog, place.namespace, place.table, 'data')}>Open the table</LinkButton>}
        {result?.dryRun === true && go}
      </div>
    </div>
  );
}

function said({ dryRun, rows, rowsReplaced, badRows }: Loaded, table: string): string {
  const place = rowsReplaced > 0 ? `, in the place of ${count(rowsReplaced)}` : '';
  const bad = badRows === 0 ? (dryRun ? ' Every row fits.' : '') : ` ${count(badRows)} ${badRows === 1 ? 'does' : 'do'} not fit and ${dryRun ? 'would be' : badRows === 1 ? 'was' : 'were'} left out.`;
  return `${counted(rows, 'row')} ${dryRun ? 'would be' : rows === 1 ? 'is' : 'are'} in ${table}${place}.${bad}`;
}
