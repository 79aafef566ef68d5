'use client';
import { Check, Copy, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text';
import { IconButton } from './icon-button';

const SHOWN_MS = 1500;
const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** Puts a text on the clipboard and says for a moment that it is there. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [state, setState] = useState<'rest' | 'done' | 'failed'>('rest');
  useEffect(() => {
    if (state === 'rest') return;
    const timer = setTimeout(() => setState('rest'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => setState((await copyText(text)) ? 'done' : 'failed');
  return (
    <>
      <IconButton
        size="tiny" label={state === 'done' ? 'Copied' : state === 'failed' ? 'The browser does not allow copying' : label} onClick={() => void copy()}
        icon={state === 'done' ? <Check {...ICON} className="text-good" /> : state === 'failed' ? <X {...ICON} className="text-bad" /> : <Copy {...ICON} />}
      />
      <span role="status" className="sr-only">{state === 'done' ? 'Copied' : ''}</span>
    </>
  );
}
