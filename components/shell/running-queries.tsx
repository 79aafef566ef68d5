'use client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { Mark } from '@/components/ui/mark';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';

const EVERY_MS = 5000;

/** How many of one's queries run or wait; leads to the newest of them. */
export function RunningQueries() {
  const running = useQuery({ ...api.queries.list.queryOptions({ input: { state: 'running', limit: 20 } }), refetchInterval: EVERY_MS });
  const items = running.data?.items ?? [];
  const [newest] = items;
  if (!newest) return null;
  return (
    <Link href={routes.sql({ query: newest.id })} className="flex items-center gap-1.5 rounded-1 text-12 whitespace-nowrap text-ink-2 outline-none hover:text-ink focus-visible:shadow-(--ring) max-sm:hidden">
      <Mark state="running" />{items.length} running
    </Link>
  );
}
