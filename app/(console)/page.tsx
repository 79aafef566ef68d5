import type { Metadata } from 'next';
import { Home } from '@/components/home/home';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { routes } from '@/lib/model/routes';

export const metadata: Metadata = { title: 'Home' };

export default async function HomePage() {
  await signedInPage(routes.home());
  return <Home />;
}
