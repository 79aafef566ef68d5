import type { ReactNode } from 'react';
import { Logo } from '@/components/shell/logo';
import { Chart } from './chart';
import { NeatLine } from './neat-line';

/** The chart at the left, what one has to fill in at the right; below one another on a small screen. */
export function AuthFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)_500px] bg-sheet max-[900px]:grid-cols-1 max-[900px]:grid-rows-[240px_minmax(0,1fr)]">
      <div className="relative overflow-hidden border-r border-rule max-[900px]:border-r-0 max-[900px]:border-b">
        <Chart />
        <NeatLine />
      </div>
      <main className="flex flex-col justify-center gap-6 overflow-y-auto px-[72px] py-5 max-[900px]:justify-start max-[900px]:px-6">
        <div className="flex items-center gap-3">
          <Logo size={36} />
          <p className="text-20 font-strong tracking-[-0.012em]">Lakehouse Console</p>
        </div>
        {children}
      </main>
    </div>
  );
}
