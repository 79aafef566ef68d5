import type { ReactNode } from 'react';

/** Names and what they are, one a line: `<Fact name="Size">…</Fact>`. */
export function Facts({ ruled = false, children }: { readonly ruled?: boolean; readonly children: ReactNode }) {
  return <dl className={`grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 ${ruled ? 'border-t border-rule pt-1' : ''}`}>{children}</dl>;
}

export function Fact({ name, mono = false, children }: { readonly name: string; readonly mono?: boolean; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-12 leading-[26px] text-ink-3">{name}</dt>
      <dd className={`min-w-0 leading-[26px] ${mono ? 'font-mono text-12 break-words' : ''}`}>{children}</dd>
    </>
  );
}
