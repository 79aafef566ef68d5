'use client';
import { useEffect, useRef } from 'react';

/** Keys as `mod+k`, `/`, `g t`: a chord of two is pressed one after the other within a second. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const CHORD_MS = 1000;
/** The maps of all that listen: a key that ends a chord of one is no key of its own for the others. */
const listening = new Set<{ readonly current: KeyMap }>();
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role="dialog"],.monaco-editor') !== null);

/** The name of a pressed key: `mod+shift+enter`, `?`, `g`. Control and Command are both `mod`. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const modified = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  return [modified ? 'mod' : '', event.altKey ? 'alt' : '', event.shiftKey && (modified || key.length > 1) ? 'shift' : '', key].filter(Boolean).join('+');
}

/** Keys of a page or the shell. Plain keys are left alone while somebody types. */
export function useKeys(map: KeyMap): void {
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    let first = '';
    let at = 0;
    const onKey = (event: KeyboardEvent) => {
      const name = keyName(event);
      const plain = !name.startsWith('mod+');
      if (event.defaultPrevented || (plain && typing(event.target))) return;
      const chord = first !== '' && Date.now() - at < CHORD_MS ? `${first} ${name}` : name;
      const isOfChord = chord !== name && [...listening].some((each) => each.current[chord] !== undefined);
      const act = latest.current[chord] ?? (isOfChord ? undefined : latest.current[name]);
      first = plain && name.length === 1 ? name : '';
      at = Date.now();
      if (!act) return;
      first = '';
      event.preventDefault();
      act(event);
    };
    listening.add(latest);
    globalThis.addEventListener('keydown', onKey);
    return () => {
      listening.delete(latest);
      globalThis.removeEventListener('keydown', onKey);
    };
  }, []);
}
