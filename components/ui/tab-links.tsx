'use client';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { ViewLink } from './view-link';

export interface TabLink {
  readonly href: string;
  readonly label: ReactNode;
  readonly amount?: string | null;
  readonly current: boolean;
  /** when it is pressed, before the page changes */
  readonly onPress?: () => void;
}

/** The parts of a page, each with an address of its own, which the page reads; the one that is shown has the waterline under it. */
export function TabLinks({ label, items, className = 'px-5 max-sm:px-4' }: { readonly label: string; readonly items: readonly TabLink[]; readonly className?: string }) {
  const nav = useRef<HTMLElement>(null);
  const current = items.findIndex((item) => item.current);
  const amounts = items.map(({ amount }) => amount ?? '').join();
  // where they do not all fit, the one that is shown is in sight; amounts that come later move it
  useLayoutEffect(() => {
    const [bar, link] = [nav.current, nav.current?.children[current]];
    if (bar && link instanceof HTMLElement) bar.scrollLeft = link.offsetLeft + (link.offsetWidth - bar.clientWidth) / 2;
  }, [current, amounts]);
  return (
    <nav ref={nav} aria-label={label} className={`relative flex h-9 shrink-0 gap-5 overflow-x-auto overflow-y-hidden border-b border-rule ${className}`}>
      {items.map((item) => (
        <ViewLink
          key={item.href} href={item.href} onPointerDown={item.onPress} aria-current={item.current ? 'page' : undefined}
          className={`relative flex items-center gap-1.5 whitespace-nowrap outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)] ${item.current ? 'font-strong text-ink after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:bg-water' : 'text-ink-2 hover:text-ink'}`}
        >
          {item.label}
          {item.amount !== undefined && item.amount !== null && <span className="text-11 font-normal text-ink-3">{item.amount}</span>}
        </ViewLink>
      ))}
    </nav>
  );
}
