import type { ReactNode } from 'react';
import { Frame } from '@/components/shell/frame';

/** The frame of every page behind the sign-in; each page checks for itself who asks, because it knows its address. */
export default function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  return <Frame>{children}</Frame>;
}
