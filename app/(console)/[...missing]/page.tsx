import { notFound } from 'next/navigation';
import { signedInPage } from '@/lib/kernel/identity/page-context';

interface Props {
  readonly params: Promise<{ readonly missing: readonly string[] }>;
}

/** Any address that is no page: said inside the frame, so that every other place is one step away. */
export default async function MissingPage({ params }: Props) {
  const { missing } = await params;
  if (missing[0] !== 'api') await signedInPage();
  notFound();
}
