'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { routes } from '@/lib/model/routes';
import { KeysHelp } from './keys-help';
import { Palette } from './palette';
import { onShellEvent } from './shell-events';
import { useKeys } from './use-keys';

/** Puts the cursor into the page's own filter. */
function focusFilter(): void {
  const filter = document.querySelector<HTMLInputElement>('main [data-page-filter], [data-page-filter]');
  filter?.focus();
  filter?.select();
}

/** The keys that work everywhere, and the layers that they open. */
export function ShellKeys() {
  const router = useRouter();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  useEffect(() => {
    const palette = onShellEvent('palette', () => setOpen('palette'));
    const keys = onShellEvent('keys', () => setOpen('keys'));
    return () => {
      palette();
      keys();
    };
  }, []);
  useKeys({
    'mod+k': () => setOpen('palette'),
    '?': () => setOpen('keys'),
    '/': focusFilter,
    'g h': () => router.push(routes.home()),
    'g t': () => router.push(routes.tables()),
    'g q': () => router.push(routes.sql()),
    'g s': () => router.push(routes.settings()),
    'g a': () => router.push(routes.account()),
  });
  return (
    <>
      <Palette open={open === 'palette'} onClose={() => setOpen(null)} />
      <KeysHelp open={open === 'keys'} onClose={() => setOpen(null)} />
    </>
  );
}
