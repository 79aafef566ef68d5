import type { Metadata } from 'next';
import { JobPage } from '@/components/jobs/job-page';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { routes } from '@/lib/model/routes';

export const metadata: Metadata = { title: 'Job' };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  await signedInPage(routes.job(id));
  return <JobPage id={id} />;
}
