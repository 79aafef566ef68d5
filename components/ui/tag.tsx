import type { ReactNode } from 'react';

const KIND = {
  plain: 'text-ink-2 shadow-[inset_0_0_0_1px_var(--rule)]',
  key: 'text-water-ink shadow-[inset_0_0_0_1px_var(--water-line)]',
  pencil: 'text-pencil-ink shadow-[inset_0_0_0_1px_var(--pencil-line)]',
} as const;

/** Names a ref, a key, a transform. */
export function Tag({ kind = 'plain', children }: { readonly kind?: keyof typeof KIND; readonly children: ReactNode }) {
  return <span className={`inline-flex h-[18px] shrink-0 items-center gap-1 rounded-1 px-[5px] font-mono text-11 font-normal whitespace-nowrap ${KIND[kind]}`}>{children}</span>;
}
