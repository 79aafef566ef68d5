import type { ReactNode } from 'react';
import { Bar } from './bar';
import { Providers } from './providers';
import { Rail } from './rail';
import { ShellKeys } from './shell-keys';

/** Bar above, areas at the left, the work in the rest. */
export function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <Providers>
      <a href="#work" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:p-2">Skip to the page</a>
      <div className="grid h-dvh grid-cols-[60px_minmax(0,1fr)] grid-rows-[44px_minmax(0,1fr)] bg-frame max-sm:grid-cols-1 max-sm:grid-rows-[48px_minmax(0,1fr)_56px]">
        <Bar />
        <Rail />
        <div id="work" tabIndex={-1} className="flex min-h-0 min-w-0 overflow-hidden rounded-tl-3 border-t border-l border-rule bg-sheet outline-none max-sm:row-start-2 max-sm:rounded-none max-sm:border-l-0">{children}</div>
      </div>
      <ShellKeys />
    </Providers>
  );
}
