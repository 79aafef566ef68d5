'use client';
import type { ComponentProps, MouseEvent } from 'react';

/** A link to another view of the page that is here already, which reads its address: no page is fetched for it. */
export function ViewLink({ href, onClick, children, ...props }: ComponentProps<'a'> & { readonly href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (event.currentTarget.href !== globalThis.location.href) globalThis.history.pushState(null, '', href);
  };
  return <a {...props} href={href} onClick={follow}>{children}</a>;
}
