import type { Metadata } from 'next';
import { Home } from '@/components/home/home';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { routes } from '@/lib/model/routes';
import { AskAhead } from '../ask-ahead';

export const metadata: Metadata = { title: 'Home' };

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function HomePage({ searchParams }: Props) {
  await signedInPage(routes.home());
  const { window } = await searchParams;
  return <><AskAhead paths={window === undefined ? ['/home?window=30d'] : []} /><Home /></>;
}
