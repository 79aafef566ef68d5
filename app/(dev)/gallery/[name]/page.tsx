import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { galleryOnly } from '../allowed';
import { GalleryFrame } from '../gallery-frame';
import { SECTIONS } from '../sections';

export const metadata: Metadata = { title: 'Gallery' };

interface Props {
  readonly params: Promise<{ readonly name: string }>;
}

export default async function GallerySectionPage({ params }: Props) {
  const { name } = await params;
  await galleryOnly(`/gallery/${name}`);
  if (!Object.hasOwn(SECTIONS, name)) notFound();
  return <GalleryFrame names={[name]} />;
}
