'use client';
import { SquareTerminal, Table2 } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { Mark } from '@/components/ui/mark';
import { Section } from '@/components/shell/section';
import { sqlTitle } from '@/components/shell/sql-title';
import { Ago } from '@/components/shell/time';
import { useMe } from '@/components/shell/use-me';
import { useRecentTables } from '@/components/shell/use-recent-tables';
import { namespaceName, routes } from '@/lib/model/routes';
import { continueWith } from './continue-with';
import type { HomeRun } from './home-data';

const ICON = { size: 14, strokeWidth: 1.6, className: 'shrink-0 text-ink-3', 'aria-hidden': true } as const;

/** Where one was: tables looked at and queries run, the newest first. */
export function ContinueList({ runs }: { readonly runs: readonly HomeRun[] }) {
  const me = useMe();
  const { tables } = useRecentTables();
  const items = continueWith(tables, runs.filter((run) => run.user === me.data?.name));
  if (items.length === 0) return null;
  return (
    <Section title="Continue">
      <ul>
        {items.map((item) => (
          <li key={item.key} className="border-t border-hair first:border-rule">
            <Link href={item.kind === 'table' ? routes.table(item.table.catalog, item.table.namespace, item.table.table) : routes.sql({ query: item.run.id })} className="flex h-[30px] items-center gap-2 outline-none hover:bg-hover focus-visible:shadow-(--ring)">
              {item.kind === 'table' ? <Table2 {...ICON} /> : <SquareTerminal {...ICON} />}
              <span className="min-w-0 grow truncate" title={item.kind === 'query' ? item.run.sql : undefined}>{item.kind === 'table' ? `${namespaceName(item.table.namespace)}.${item.table.table}` : sqlTitle(item.run.sql)}</span>
              {item.kind === 'query' && item.run.state === 'failed' && <span className="flex shrink-0 items-center gap-1 text-12 text-bad-ink"><Mark state="bad" />failed</span>}
              <span className="shrink-0 text-12 text-ink-3">{item.kind === 'table' ? 'viewed ' : 'run '}<Ago at={item.at} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
