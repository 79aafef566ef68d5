import type { Metadata } from 'next';
import { galleryOnly } from './allowed';
import { GalleryFrame } from './gallery-frame';
import { SECTIONS } from './sections';

export const metadata: Metadata = { title: 'Gallery' };

export default async function GalleryPage() {
  await galleryOnly('/gallery');
  return <GalleryFrame names={Object.keys(SECTIONS)} />;
}
