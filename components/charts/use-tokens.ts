'use client';
import { useEffect, useState } from 'react';

export type Tokens<N extends string> = Readonly<Record<N, string>>;

function read<N extends string>(names: readonly N[]): Tokens<N> {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name).trim()])) as Tokens<N>;
}

/** Tokens as they are computed now, for a canvas, which knows no style sheet; read again when the theme changes. */
export function useTokens<N extends string>(names: readonly N[]): Tokens<N> | null {
  const [tokens, setTokens] = useState<Tokens<N> | null>(null);
  useEffect(() => {
    const again = () => setTokens(read(names));
    again();
    const theme = new MutationObserver(again);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const system = globalThis.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', again);
    return () => {
      theme.disconnect();
      system.removeEventListener('change', again);
    };
  }, [names]);
  return tokens;
}
