import type { Metadata } from 'next';
import { SetupForm } from '@/components/account/sign-in/setup-form';

export const metadata: Metadata = { title: 'Set the password of admin' };

interface Props {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export default async function SetupPage({ searchParams }: Props) {
  const { token } = await searchParams;
  return <SetupForm token={typeof token === 'string' ? token : ''} />;
}
