'use client';
import type { ReactNode } from 'react';
import { SidePane } from '@/components/shell/side-pane';
import { NewTableButton } from './create/new-table-button';
import { TableTree } from './tree/table-tree';

/** The tree stays at the left while one goes from table to table. */
export function TablesFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="relative flex min-w-0 grow max-[900px]:flex-col">
      <SidePane name="Tables" title="Tables" actions={<NewTableButton />}><TableTree /></SidePane>
      <main className="flex min-h-0 min-w-0 grow flex-col overflow-hidden">{children}</main>
    </div>
  );
}
