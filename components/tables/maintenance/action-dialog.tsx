'use client';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Note } from '@/components/ui/note';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { JobReport } from '@/components/shell/jobs/job-report';
import { hasEnded, type JobDetail } from '@/components/shell/jobs/job-words';
import { ProgressBar } from '@/components/shell/jobs/progress-bar';
import { useJob } from '@/components/shell/jobs/use-job';
import { useLakeChanged } from '@/components/shell/use-lake-changed';
import { routes } from '@/lib/model/routes';
import { client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import type { TablePlace } from '../table-place';
import type { Action } from './actions';
import { ExpiryChoice } from './expiry-choice';
import { useMaintenance, type Choice } from './use-maintenance';

/** Days that each kind leaves alone, unless somebody says otherwise. */
const DAYS: Readonly<Partial<Record<Action['kind'], number>>> = { 'expire-snapshots': 5, 'remove-orphans': 3 };
const number = (text: string): number | null => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : null);

/** One act of maintenance: choose, see what it would do, then do it. */
export function ActionDialog({ place, action, onClose }: { readonly place: TablePlace; readonly action: Action; readonly onClose: () => void }) {
  const [days, setDays] = useState(String(DAYS[action.kind] ?? ''));
  const [keep, setKeep] = useState('1');
  const [jobId, setJobId] = useState<string | null>(null);
  const start = useMaintenance(place);
  const job = useJob(jobId).data;
  const running = start.isPending || (jobId !== null && (job === undefined || !hasEnded(job)));
  const hasDays = DAYS[action.kind] !== undefined;
  const [wrongDays, wrongKeep] = [hasDays && number(days) === null, action.kind === 'expire-snapshots' && (number(keep) ?? 0) < 1];
  const choice: Choice = { ...(hasDays ? { days: number(days) ?? 0 } : {}), ...(action.kind === 'expire-snapshots' ? { retainLast: number(keep) ?? 1 } : {}) };
  const go = (dryRun: boolean) => start.mutate({ kind: action.kind, dryRun, choice }, { onSuccess: setJobId });
  const tried = job !== undefined && hasEnded(job) && job.dryRun && job.state === 'finished';
  const done = job !== undefined && hasEnded(job) && !job.dryRun;
  const blocked = wrongDays || wrongKeep;
  const isLooking = running && (start.isPending ? start.variables.dryRun : job?.dryRun !== false);
  const change = (set: (text: string) => void) => (text: string) => { set(text); setJobId(null); };
  return (
    <Dialog
      open onClose={onClose} title={action.name}
      footer={done ? <Button variant="primary" onClick={onClose}>Close</Button> : (
        <>
          <Button busy={isLooking} busyLabel="Looking" disabled={blocked || running} onClick={() => go(true)}>{tried ? 'Look again' : 'Dry run'}</Button>
          <span className="grow" />
          <Button onClick={onClose}>{running ? 'Close, it goes on' : 'Leave it'}</Button>
          <Button variant={action.kind === 'expire-snapshots' ? 'danger' : 'primary'} reason={tried || running || blocked ? null : 'Look first what it would do'} busy={running && !isLooking} busyLabel="Running" disabled={blocked || isLooking} onClick={() => go(false)}>{action.verb}</Button>
        </>
      )}
    >
      <div className="flex flex-col gap-3">
        <p className="text-ink-2">{action.what}</p>
        {!done && (action.kind === 'expire-snapshots'
          ? <ExpiryChoice place={place} days={days} keep={keep} disabled={running} onDays={change(setDays)} onKeep={change(setKeep)} />
          : hasDays && <TextField label="Older than, in days" inputMode="numeric" value={days} disabled={running} onChange={(event) => change(setDays)(event.target.value)} error={wrongDays ? 'A whole number of days.' : null} />)}
        <Note>{action.undo}</Note>
        {start.error !== null && <div role="alert"><Note state="bad">{problemOf(start.error).detail}</Note></div>}
        {job !== undefined && <JobState place={place} job={job} />}
      </div>
    </Dialog>
  );
}

function JobState({ place, job }: { readonly place: TablePlace; readonly job: JobDetail }) {
  const trash = typeof job.result === 'object' && job.result !== null && 'trash' in job.result && typeof job.result.trash === 'string' ? job.result.trash : null;
  return (
    <section aria-label={job.dryRun ? 'What it would do' : 'What it did'} aria-live="polite" className="flex flex-col gap-2">
      <h3 className="font-strong">{job.dryRun ? 'What it would do' : hasEnded(job) ? 'What it did' : 'Running'}</h3>
      {!hasEnded(job) && <ProgressBar job={job} />}
      {job.error !== null && <Note state="bad">{job.error.message}</Note>}
      {job.state === 'cancelled' && <Note>It was stopped. What it had committed by then stays.</Note>}
      <JobReport job={job} />
      <p className="flex gap-3 text-12"><Link href={routes.job(job.id)} className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)">Open the job</Link>{trash !== null && <RestoreFiles catalog={place.catalog} id={trash} />}</p>
    </section>
  );
}

function RestoreFiles({ catalog, id }: { readonly catalog: string; readonly id: string }) {
  const lakeChanged = useLakeChanged();
  const toast = useToast();
  const restore = useMutation({
    mutationFn: () => client.catalogs.restore({ params: { catalog, id } }),
    onSuccess: () => { toast({ title: 'The files are back where they were' }); void lakeChanged(); },
    onError: (error) => toast({ state: 'bad', title: 'The files were not put back', detail: problemOf(error).detail }),
  });
  return <button type="button" className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)" disabled={restore.isPending || restore.isSuccess} onClick={() => restore.mutate()}>{restore.isSuccess ? 'Put back' : 'Put the files back'}</button>;
}
