'use client';
import type { ReactNode } from 'react';

/** On or off, at once. */
export function Switch({ label, on, disabled = false, onChange }: { readonly label: ReactNode; readonly on: boolean; readonly disabled?: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <label className="inline-flex items-center gap-2 has-disabled:text-ink-off">
      <input
        type="checkbox" role="switch" aria-checked={on} checked={on} disabled={disabled} onChange={(event) => onChange(event.target.checked)}
        className="relative h-4 w-7 shrink-0 cursor-[inherit] appearance-none rounded-full bg-control outline-none before:absolute before:top-0.5 before:left-0.5 before:size-3 before:rounded-full before:bg-raised checked:bg-water checked:before:left-3.5 focus-visible:shadow-(--ring) disabled:bg-hair"
      />
      {label}
    </label>
  );
}
