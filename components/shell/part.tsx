'use client';
import type { ReactNode } from 'react';
import { Loading } from '@/components/ui/loading';
import { PartProblem } from './part-problem';

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/**
 * One part of a page in its four states: loading (nothing for 150 ms, then still bars), failed (only this part),
 * empty, content. What is here stays here when asking again fails.
 */
export function Part<T>({ query, what, rows = 6, grantors = [], empty, children }: {
  readonly query: Asked<T>;
  /** what could not be shown, as the subject of a sentence: "The snapshots" */
  readonly what: string;
  /** how many bars stand for it while it loads */
  readonly rows?: number;
  /** who can grant the right, should it be missing */
  readonly grantors?: readonly string[];
  /** what to show instead when there is nothing; null or false while there is something */
  readonly empty?: (data: T) => ReactNode;
  readonly children: (data: T) => ReactNode;
}) {
  if (query.data === undefined) {
    return query.error ? <PartProblem error={query.error} what={what} grantors={grantors} retry={() => void query.refetch()} /> : <Loading rows={rows} />;
  }
  const instead = empty?.(query.data);
  return <>{instead === undefined || instead === null || instead === false ? children(query.data) : instead}</>;
}
