import { Fact, Facts } from '../facts';
import { resultRows, type JobDetail } from './job-words';

/** What came out of a job, in numbers. */
export function JobReport({ job }: { readonly job: Pick<JobDetail, 'kind' | 'result'> }) {
  const rows = resultRows(job.kind, job.result);
  return rows.length === 0 ? null : <Facts ruled>{rows.map(([name, value], index) => <Fact key={`${name} ${index}`} name={name}>{value}</Fact>)}</Facts>;
}
