import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ownPath } from '@/components/account/sign-in/own-path';
import { SignInForm } from '@/components/account/sign-in/sign-in-form';
import { pageContext } from '@/lib/kernel/identity/page-context';

export const metadata: Metadata = { title: 'Sign in' };

interface Props {
  readonly searchParams: Promise<{ readonly next?: string | string[]; readonly callbackUrl?: string | string[]; readonly error?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const target = ownPath(typeof next === 'string' ? next : null);
  const { principal } = await pageContext();
  if (principal.kind === 'user') redirect(target);
  return <SignInForm next={target} error={typeof error === 'string' ? error : null} />;
}
