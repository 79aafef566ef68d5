'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

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

/** What stands in the address at this moment, ahead of what is drawn: for keys that are pressed faster than that. */
const latestView = (key: string): string | null => new URLSearchParams(globalThis.location.search).get(key);

/**
 * What the page shows, kept in its address so that Back, reload and a link to a colleague give the same view.
 * `push` for what Back should undo (a selection), `replace` for typing.
 */
export function useView() {
  const pathname = usePathname();
  const search = useSearchParams();
  const set = useCallback((values: Values, how: 'push' | 'replace' = 'replace') => {
    const href = viewHref(pathname, globalThis.location.search, values);
    if (how === 'push') globalThis.history.pushState(null, '', href);
    else globalThis.history.replaceState(null, '', href);
  }, [pathname]);
  return { get: (key: string) => search.get(key), latest: latestView, set };
}
