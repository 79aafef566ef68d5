'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { api } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { hasEnded, type JobItem } from './job-words';

/** Tells a job to stop at its next step; nothing for one that has ended or that one may not stop. */
export function StopJob({ job, size }: { readonly job: Pick<JobItem, 'id' | 'state' | 'title' | 'can'>; readonly size?: 'tiny' }) {
  const queries = useQueryClient();
  const toast = useToast();
  const stop = useMutation(api.jobs.cancel.mutationOptions({
    onError: (error) => toast({ state: 'bad', title: 'The job was not stopped', detail: problemOf(error).detail }),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: api.jobs.key() }), queries.invalidateQueries({ queryKey: api.system.home.key() })]),
  }));
  if (job.can['cancel'] !== true || hasEnded(job)) return null;
  return <Button {...(size === undefined ? {} : { size })} busy={stop.isPending || stop.isSuccess} busyLabel="Stopping" onClick={() => stop.mutate({ id: job.id })}>{size === undefined ? 'Stop the job' : <>Stop<span className="sr-only"> {job.title}</span></>}</Button>;
}
