import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { after } from 'next/server';
import { decoded } from '@/components/tables/decoded';
import { TablePage } from '@/components/tables/table-page';
import { readAhead } from '@/lib/features/tables';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { namespaceName, routes, TABLE_TABS } from '@/lib/model/routes';

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
  after(() => readAhead(ctx, place));
  return <TablePage {...place} tab={tab} />;
}
