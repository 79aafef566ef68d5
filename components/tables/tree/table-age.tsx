'use client';
import { useQuery } from '@tanstack/react-query';
import { Mark } from '@/components/ui/mark';
import { secondsSince, shortSpan } from '@/components/shell/words';
import { useNow } from '@/components/shell/use-now';
import { api } from '@/lib/transport/api/client';

/** Age of a table's last commit, or that it is broken. One question a namespace, shared by all of its rows. */
export function TableAge({ catalog, namespace, table }: { readonly catalog: string; readonly namespace: string; readonly table: string }) {
  const now = useNow();
  const summaries = useQuery(api.catalogs.summaries.queryOptions({ input: { catalog, namespace, limit: 100 }, staleTime: 30_000 }));
  const summary = summaries.data?.items.find((each) => each.name === table);
  if (!summary) return null;
  if (summary.state === 'broken') return <span className="flex shrink-0 items-center gap-1 text-11 text-bad-ink" title={summary.problem?.message}><Mark state="broken" />broken</span>;
  return summary.lastCommitAt === null ? null : <span className="shrink-0 text-11 font-normal text-ink-3">{shortSpan(secondsSince(summary.lastCommitAt, now))}</span>;
}
