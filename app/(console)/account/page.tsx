import type { Metadata } from 'next';
import { Account } from '@/components/account/account';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { routes } from '@/lib/model/routes';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  await signedInPage(routes.account());
  return <Account />;
}
