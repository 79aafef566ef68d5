import type { ReactNode } from 'react';
import { TablesFrame } from '@/components/tables/tables-frame';

export default function TablesLayout({ children }: { readonly children: ReactNode }) {
  return <TablesFrame>{children}</TablesFrame>;
}
