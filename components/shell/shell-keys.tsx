'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { routes } from '@/lib/model/routes';
import { onShellEvent } from './shell-events';
import { useKeys } from './use-keys';
import { useTypedAhead } from './use-typed-ahead';

// layers that most visits never open: the first opening brings them
const Palette = dynamic(() => import('./palette').then((layer) => layer.Palette), { ssr: false });
const KeysHelp = dynamic(() => import('./keys-help').then((layer) => layer.KeysHelp), { ssr: false });
type Layer = 'palette' | 'keys';

/** Puts the cursor into the page's own filter. */
function focusFilter(): void {
  const filter = document.querySelector<HTMLInputElement>('main [data-page-filter], [data-page-filter]');
  filter?.focus();
  filter?.select();
}

/** The keys that work everywhere, and the layers that they open. */
export function ShellKeys() {
  const router = useRouter();
  const [open, setOpen] = useState<Layer | null>(null);
  const [met, setMet] = useState<readonly Layer[]>([]);
  /** what is looked for: the letters of who types before the layer is there are its first */
  const [text, setText] = useState('');
  const show = useCallback((layer: Layer) => {
    setMet((before) => (before.includes(layer) ? before : [...before, layer]));
    setText('');
    setOpen(layer);
  }, []);
  useTypedAhead(open === 'palette', setText);
  useEffect(() => {
    const palette = onShellEvent('palette', () => show('palette'));
    const keys = onShellEvent('keys', () => show('keys'));
    return () => {
      palette();
      keys();
    };
  }, [show]);
  useKeys({
    'mod+k': () => show('palette'),
    '?': () => show('keys'),
    '/': focusFilter,
    'g h': () => router.push(routes.home()),
    'g t': () => router.push(routes.tables()),
    'g q': () => router.push(routes.sql()),
    'g j': () => router.push(routes.jobs()),
    'g s': () => router.push(routes.settings()),
    'g a': () => router.push(routes.account()),
  });
  return (
    <>
      {met.includes('palette') && <Palette open={open === 'palette'} text={text} onText={setText} onClose={() => setOpen(null)} />}
      {met.includes('keys') && <KeysHelp open={open === 'keys'} onClose={() => setOpen(null)} />}
    </>
  );
}
