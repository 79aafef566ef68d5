'use client';
import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { inputLook } from './field';
import { Kbd } from './kbd';

/** Narrows a list as one types; `/` puts the cursor here, Esc empties it. */
export function FilterField({ label, placeholder, value, onChange }: { readonly label: string; readonly placeholder: string; readonly value: string; readonly onChange: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    onChange('');
    input.current?.focus();
  };
  return (
    <div className="relative min-w-0">
      <Search size={14} strokeWidth={1.6} className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-ink-3" aria-hidden="true" />
      <input
        ref={input} type="text" role="searchbox" data-page-filter="" aria-label={label} aria-keyshortcuts="/" placeholder={placeholder} value={value} autoComplete="off" spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          event.stopPropagation();
          clear();
        }}
        className={`${inputLook({ soft: true })} peer pr-7 pl-7`}
      />
      {value === ''
        ? <span className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 peer-focus:hidden max-sm:hidden"><Kbd>/</Kbd></span>
        : <button type="button" aria-label="Clear the filter" onClick={clear} className="absolute top-1/2 right-0.5 grid size-6 -translate-y-1/2 place-items-center rounded-1 text-ink-3 outline-none hover:text-ink focus-visible:shadow-(--ring)"><X size={14} strokeWidth={1.6} aria-hidden="true" /></button>}
    </div>
  );
}
