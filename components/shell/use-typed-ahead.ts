'use client';
import { useEffect } from 'react';

/**
 * Letters that are typed after a layer was asked for and before its own field has the focus. They belong to that field, and are
 * no keys of the page that is still in front.
 */
export function useTypedAhead(isOpen: boolean, change: (of: (before: string) => string) => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || document.activeElement?.closest('[role="dialog"]')) return;
      if (key.length === 1) change((before) => before + key);
      else if (key === 'Backspace') change((before) => before.slice(0, -1));
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    globalThis.addEventListener('keydown', onKey, { capture: true });
    return () => globalThis.removeEventListener('keydown', onKey, { capture: true });
  }, [isOpen, change]);
}
