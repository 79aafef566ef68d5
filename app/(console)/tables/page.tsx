import type { Metadata } from 'next';
import { Catalogs } from '@/components/tables/catalogs';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { routes } from '@/lib/model/routes';

export const metadata: Metadata = { title: 'Tables' };

export default async function CatalogsPage() {
  await signedInPage(routes.tables());
  return <Catalogs />;
}
