import type { JobItem } from './job-words';
import { progressWords } from './job-words';

/** How far a job is: filled where it is known of how many, else only counted. */
export function ProgressBar({ job }: { readonly job: Pick<JobItem, 'progress' | 'state' | 'title'> }) {
  const { progress } = job;
  const words = progressWords(job) ?? (job.state === 'queued' ? 'Waits for its turn' : 'Begins');
  const share = progress === null || progress.total === null || progress.total === 0 ? null : Math.min(1, progress.done / progress.total);
  return (
    <div className="flex items-center gap-2.5">
      <svg className="h-1 w-40 max-sm:w-24" role="progressbar" aria-label={job.title} aria-valuemin={0} aria-valuemax={100} {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })} preserveAspectRatio="none" viewBox="0 0 100 4">
        <rect className="fill-hair" width="100" height="4" />
        {share !== null && <rect className="fill-water" width={share * 100} height="4" />}
      </svg>
      <span className="text-12 whitespace-nowrap text-ink-2">{words}</span>
    </div>
  );
}
