'use client';
import { Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { Note } from '@/components/ui/note';
import { ProgressBar } from '@/components/shell/jobs/progress-bar';
import { useJob } from '@/components/shell/jobs/use-job';
import { useWritten } from '@/components/shell/use-written';
import { count } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import type { Undo } from '@/lib/transport/api/client/send-undo';
import type { TablePlace } from '../table-place';

interface Loaded { readonly rows: number; readonly badRows: number; readonly rowsReplaced: number; readonly undo: Undo | null }

/** A load as it runs and as it ended: what came of it, its bad rows to download, the table, or the way back to the choices. */
export function LoadOutcome({ place, job: id, onBack }: { readonly place: TablePlace; readonly job: string; readonly onBack: () => void }) {
  const job = useJob(id).data;
  const written = useWritten();
  const told = useRef(false);
  const result = job?.state === 'finished' ? (job.result as Loaded) : null;
  useEffect(() => {
    if (result === null || told.current) return;
    told.current = true;
    void written({ title: `${count(result.rows)} rows loaded into ${place.table}`, undo: result.undo });
  }, [result, written, place.table]);
  if (job === undefined) return null;
  const badRows = result?.badRows ?? (job.progress?.unit === 'bad rows' ? job.progress.done : 0);
  return (
    <div className="flex flex-col gap-3">
      <div role="status">
        {result !== null ? <Note state="good">{count(result.rows)} rows are in {place.table}{result.rowsReplaced > 0 && `, in the place of ${count(result.rowsReplaced)}`}.{badRows > 0 && ` ${count(badRows)} did not fit and were left out.`}</Note>
          : job.error !== null ? <Note state="bad">{job.error.message}</Note>
            : job.state === 'cancelled' ? <Note state="warn">The load was stopped; nothing of it is in the table.</Note> : <ProgressBar job={job} />}
      </div>
      <div className="flex flex-wrap gap-2">
        {badRows > 0 && <LinkButton href={routes.badRows(id)} icon={<Download size={16} strokeWidth={1.6} aria-hidden="true" />}>Download bad rows</LinkButton>}
        {job.endedAt !== null && result === null && <Button onClick={onBack}>Change the choices</Button>}
        {result !== null && <LinkButton variant="primary" href={routes.table(place.catalog, place.namespace, place.table, 'data')}>Open the table</LinkButton>}
      </div>
    </div>
  );
}
