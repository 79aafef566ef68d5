import { notFound } from 'next/navigation';
import { signedInPage } from '@/lib/kernel/identity/page-context';

/** The gallery exists only where LAKEHOUSE_GALLERY is on, for people who are signed in. */
export async function galleryOnly(path: string): Promise<void> {
  const { ports } = await signedInPage(path);
  if (!ports.settings.gallery) notFound();
}
