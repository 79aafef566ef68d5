import type { Metadata } from 'next';
import { CatalogPage } from '@/components/tables/catalog-page';
import { decoded } from '@/components/tables/decoded';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { routes } from '@/lib/model/routes';

interface Props {
  readonly params: Promise<{ readonly catalog: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decoded((await params).catalog) };
}

export default async function Page({ params }: Props) {
  const catalog = decoded((await params).catalog);
  await signedInPage(routes.catalog(catalog));
  return <CatalogPage catalog={catalog} />;
}
