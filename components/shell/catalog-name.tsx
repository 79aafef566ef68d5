'use client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';

/** The catalog that one works in; with several, how many there are. */
export function CatalogName() {
  const catalogs = useQuery(api.catalogs.list.queryOptions({ staleTime: 60_000 }));
  const items = catalogs.data?.items;
  const [first] = items ?? [];
  if (!items || !first) return null;
  return items.length === 1
    ? <Link href={routes.catalog(first.name)} title={first.warehouse} className="rounded-1 font-strong outline-none focus-visible:shadow-(--ring)">{first.name}</Link>
    : <Link href={routes.tables()} className="rounded-1 font-strong outline-none focus-visible:shadow-(--ring)">{items.length} catalogs</Link>;
}
