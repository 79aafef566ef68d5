'use client';
import { useId, type ReactNode } from 'react';

/** One of a few, all of them to be seen, each with a line on what it means. */
export function RadioGroup<T extends string>({ label, value, options, onChange }: {
  readonly label: string; readonly value: T; readonly options: readonly { readonly value: T; readonly label: string; readonly help?: ReactNode }[]; readonly onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-12 text-ink-2">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex items-start gap-2">
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} className="mt-0.5 size-4 shrink-0 cursor-[inherit] appearance-none rounded-full border border-control bg-raised outline-none checked:border-[5px] checked:border-water focus-visible:shadow-(--ring)" />
          <span>{option.label}{option.help !== undefined && <span className="block text-12 text-ink-3">{option.help}</span>}</span>
        </label>
      ))}
    </fieldset>
  );
}
