'use client';
import { Check, Minus } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';

/** On, off, or, for a group of which only some are on, between. */
export function Checkbox({ label, checked, some = false, disabled = false, onChange }: { readonly label: ReactNode; readonly checked: boolean; readonly some?: boolean; readonly disabled?: boolean; readonly onChange: (checked: boolean) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = some;
  }, [some]);
  const Icon = some ? Minus : Check;
  return (
    <label className="inline-flex items-center gap-2 has-disabled:text-ink-off">
      <span className="relative grid size-4 shrink-0 place-items-center">
        <input ref={input} type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} className="absolute inset-0 cursor-[inherit] appearance-none rounded-1 border border-control bg-raised outline-none checked:border-water checked:bg-water indeterminate:border-water indeterminate:bg-water focus-visible:shadow-(--ring) disabled:border-hair disabled:bg-well" />
        {(checked || some) && <Icon size={12} strokeWidth={2.4} className={`pointer-events-none relative ${disabled ? '' : 'text-on-water'}`} aria-hidden="true" />}
      </span>
      {label}
    </label>
  );
}
