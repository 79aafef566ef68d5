import type { ReactNode } from 'react';

/** A key; `inverse` on dark grounds and inside buttons. */
export function Kbd({ inverse = false, children }: { readonly inverse?: boolean; readonly children: ReactNode }) {
  return <kbd className={`rounded-1 border px-1 font-sans text-11 ${inverse ? 'border-current/40' : 'border-rule bg-well text-ink-3'}`}>{children}</kbd>;
}
