import type { Metadata } from 'next';
import { Workbench } from '@/components/sql/workbench';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { routes } from '@/lib/model/routes';

export const metadata: Metadata = { title: 'SQL' };

export default async function WorkbenchPage() {
  await signedInPage(routes.sql());
  return <Workbench />;
}
