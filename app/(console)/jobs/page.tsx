import type { Metadata } from 'next';
import { JobsPage } from '@/components/jobs/jobs-page';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { routes } from '@/lib/model/routes';

export const metadata: Metadata = { title: 'Jobs' };

export default async function Page() {
  await signedInPage(routes.jobs());
  return <JobsPage />;
}
