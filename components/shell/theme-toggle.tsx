'use client';
import { Moon, Sun } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';

const YEAR = 365 * 86_400;

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? globalThis.matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}

/** Light or dark; remembered in a cookie, so that the server draws the next page in it at once. */
export function ThemeToggle() {
  const turn = () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
  };
  return (
    <IconButton
      label="Light or dark" onClick={turn}
      icon={<><Moon size={16} strokeWidth={1.6} className="theme-light-only" /><Sun size={16} strokeWidth={1.6} className="theme-dark-only" /></>}
    />
  );
}
