import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { after } from 'next/server';
import { decoded } from '@/components/tables/decoded';
import { NEWEST } from '@/components/tables/overview/newest-commits';
import { TablePage } from '@/components/tables/table-page';
import { mayDescribe, readAhead } from '@/lib/features/tables';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { namespaceName, routes, TABLE_TABS } from '@/lib/model/routes';
import { AskAhead } from '@/app/ask-ahead';

interface Props {
  readonly params: Promise<{ readonly catalog: string; readonly namespace: string; readonly table: string; readonly tab: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, table } = await params;
  return { title: `${namespaceName(decoded(namespace))}.${decoded(table)}` };
}

export default async function Page({ params }: Props) {
  const given = await params;
  const tab = TABLE_TABS.find((each) => each === given.tab);
  if (!tab) notFound();
  const place = { catalog: decoded(given.catalog), namespace: decoded(given.namespace), table: decoded(given.table) };
  const ctx = await signedInPage(routes.table(place.catalog, place.namespace, place.table, tab));
  const table = `/catalogs/${encodeURIComponent(place.catalog)}/namespaces/${encodeURIComponent(place.namespace)}/tables/${encodeURIComponent(place.table)}`;
  // who may not see the table is refused once, by the page's own question
  const more = tab === 'overview' && (await mayDescribe(ctx, place)) ? [`${table}/statistics`, `${table}/timeline?newest=${NEWEST}`] : [];
  after(() => readAhead(ctx, place));
  return <><AskAhead paths={[table, ...more]} /><TablePage {...place} /></>;
}
