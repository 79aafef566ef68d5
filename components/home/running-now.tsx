'use client';
import Link from 'next/link';
import { Mark } from '@/components/ui/mark';
import { Section } from '@/components/shell/section';
import { sqlTitle } from '@/components/shell/sql-title';
import { useNow } from '@/components/shell/use-now';
import { clock, count, counted } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import type { HomeRun } from './home-data';

/** Queries that run or wait: one's own, and those of others for whoever may see them. */
export function RunningNow({ runs }: { readonly runs: readonly HomeRun[] }) {
  const now = useNow(1000);
  return (
    <Section title="Running now" note={runs.length > 0 ? count(runs.length) : undefined}>
      {runs.length === 0 ? <p className="border-t border-rule py-2 text-12 text-ink-3">No query runs.</p> : (
        <ul>
          {runs.map((run) => (
            <li key={run.id} className="border-t border-hair first:border-rule">
              <Link href={routes.sql({ query: run.id })} className="block py-1.5 outline-none hover:bg-hover focus-visible:shadow-(--ring)">
                <span className="flex items-center gap-2"><Mark state={run.state === 'queued' ? 'queued' : 'running'} /><span className="min-w-0 grow truncate" title={run.sql}>{sqlTitle(run.sql)}</span><span className="shrink-0">{clock(Math.max(0, now - Date.parse(run.submittedAt)))}</span></span>
                <span className="flex gap-2 text-12 text-ink-3"><span className="grow">{run.user}</span><span>{run.state === 'queued' ? 'waits for its turn' : run.rowCount === null ? run.phase : `${counted(run.rowCount, 'row')} so far`}</span></span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
