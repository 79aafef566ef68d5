'use client';
import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  globalThis.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    globalThis.removeEventListener('storage', listener);
  };
};

/** A preference of this browser (pane widths, what was open), the same in all its windows. */
export function useStored(key: string, fallback: string): readonly [value: string, set: (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => globalThis.localStorage.getItem(key) ?? fallback, () => fallback);
  const set = useCallback((next: string) => {
    globalThis.localStorage.setItem(key, next);
    for (const listener of listeners) listener();
  }, [key]);
  return [value, set];
}
