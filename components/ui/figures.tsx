import { Link } from './link';
import type { ReactNode } from 'react';

export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  /** one line of meaning */
  readonly note?: ReactNode;
  /** where the number comes from */
  readonly href?: string;
}

/** Up to five soundings, divided by hairlines. */
export function Figures({ items }: { readonly items: readonly Figure[] }) {
  return (
    <dl className="grid shrink-0 grid-cols-[repeat(auto-fit,minmax(140px,1fr))] overflow-hidden border-b border-hair max-sm:grid-cols-2">
      {items.map((item) => (
        <div key={item.label} className="relative -ml-px min-w-0 border-l border-hair px-3.5 pt-0.5 pb-3 has-[a:hover]:bg-hover sm:first:pl-px max-sm:odd:pl-px">
          <dt className="text-11 text-ink-3">{item.label}</dt>
          <dd>
            <span className="block text-20 tracking-[-0.01em] whitespace-nowrap">
              {item.href === undefined ? item.value : <Link href={item.href} className="outline-none after:absolute after:inset-0 focus-visible:after:shadow-[inset_0_0_0_2px_var(--water)]">{item.value}</Link>}
              {item.unit !== undefined && item.unit !== '' && <span className="unit text-13">{item.unit}</span>}
            </span>
            {item.note !== undefined && <span className="block truncate text-12 text-ink-3">{item.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
