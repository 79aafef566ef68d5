'use client';
import { useId, type ReactNode } from 'react';

/** Switches between views of the same data. A value that is none of the options leaves all open. */
export function Segments<T extends string>({ label, value, options, onChange }: {
  readonly label: string; readonly value: T | ''; readonly options: readonly { readonly value: T; readonly label: ReactNode }[]; readonly onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="inline-flex h-7 shrink-0 rounded-2 border border-rule bg-well p-px max-sm:h-8">
      {options.map((option) => (
        <label key={option.value} className="relative flex items-center gap-[5px] rounded-1 px-[9px] text-12 whitespace-nowrap text-ink-2 hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--rule)] has-focus-visible:shadow-(--ring)">
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0" />
          {option.label}
        </label>
      ))}
    </div>
  );
}
