'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { AddressAhead } from './address-ahead';

type Values = Readonly<Record<string, string | null>>;

/** The address with some parameters changed; null and empty take a parameter away. */
export function viewHref(pathname: string, search: string, values: Values): string {
  const parameters = new URLSearchParams(search);
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === '') parameters.delete(key);
    else parameters.set(key, value);
  }
  const text = parameters.toString();
  return text === '' ? pathname : `${pathname}?${text}`;
}

/** One for the page, as there is one address. */
const ahead = new AddressAhead();
if (typeof window !== 'undefined') window.addEventListener('popstate', () => ahead.left());
/** What was set last, ahead of what is drawn: for keys that are pressed faster than that. */
const latestView = (key: string): string | null => new URLSearchParams(ahead.search(globalThis.location)).get(key);

/**
 * What the page shows, kept in its address so that Back, reload and a link to a colleague give the same view.
 * `push` for what Back should undo (a selection), `replace` for typing.
 */
export function useView() {
  const pathname = usePathname();
  const search = useSearchParams();
  useEffect(() => ahead.drawn({ pathname, search: search.toString() }), [pathname, search]);
  const set = useCallback((values: Values, how: 'push' | 'replace' = 'replace') => {
    const href = viewHref(pathname, ahead.search(globalThis.location), values);
    ahead.set(globalThis.location, href.split('?')[1] ?? '');
    if (how === 'push') globalThis.history.pushState(null, '', href);
    else globalThis.history.replaceState(null, '', href);
  }, [pathname]);
  return { get: (key: string) => search.get(key), latest: latestView, set };
}
