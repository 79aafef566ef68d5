import type { Metadata } from 'next';
import { Settings } from '@/components/settings/settings';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { routes } from '@/lib/model/routes';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  await signedInPage(routes.settings());
  return <Settings />;
}
