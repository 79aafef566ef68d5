'use client';
import { PartError } from '@/components/ui/part-error';
import { problemOf, type ShownProblem } from '@/lib/transport/api/client/problem';

/** What failed, why, what is missing, and the request's id for whoever runs the console. */
export function PartProblem({ error, what, retry, grantors = [] }: { readonly error: unknown; readonly what: string; readonly retry?: () => void; readonly grantors?: readonly string[] }) {
  const problem = problemOf(error);
  return (
    <PartError
      kind={problem.code === 'FORBIDDEN' ? 'locked' : problem.code === 'BROKEN_TABLE' ? 'broken' : 'bad'}
      title={problem.code === 'FORBIDDEN' ? `${what} may not be read by you` : `${what} cannot be shown`}
      detail={`${problem.detail}${whoGrants(problem, grantors)}`}
      requestId={problem.requestId}
      {...(retry && problem.code !== 'FORBIDDEN' && problem.code !== 'NOT_FOUND' ? { retry } : {})}
    />
  );
}

/** Who can give the right that is missing. */
export function whoGrants(problem: Pick<ShownProblem, 'code'>, grantors: readonly string[]): string {
  if (problem.code !== 'FORBIDDEN' || grantors.length === 0) return '';
  return ` ${grantors.join(', ')} can grant it.`;
}
