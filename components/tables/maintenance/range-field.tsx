'use client';
import { useId } from 'react';
import { inputLook } from '@/components/ui/field';

/** A whole number on a slider, and beside it as text for who knows it. Null while the text is none. */
export function RangeField({ label, unit, value, min, max, disabled = false, onChange }: { readonly label: string; readonly unit: string; readonly value: string; readonly min: number; readonly max: number; readonly disabled?: boolean; readonly onChange: (text: string) => void }) {
  const id = useId();
  const number = /^\d{1,6}$/.test(value.trim()) ? Number(value) : null;
  const wrong = number === null || number < min;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-12 text-ink-2">{label}</label>
      <div className="flex items-center gap-2.5">
        <input type="range" aria-label={`${label}, slider`} aria-valuetext={`${value} ${unit}`} min={min} max={Math.max(min, max)} value={Math.min(number ?? min, Math.max(min, max))} disabled={disabled} onChange={(event) => onChange(event.target.value)} className="h-7 min-w-0 grow cursor-pointer accent-water outline-none focus-visible:shadow-(--ring)" />
        <div className="w-16 shrink-0"><input id={id} type="text" inputMode="numeric" value={value} disabled={disabled} aria-invalid={wrong || undefined} aria-describedby={wrong ? `${id}-help` : undefined} onChange={(event) => onChange(event.target.value)} className={`${inputLook({ wrong })} text-right`} /></div>
        <span className="shrink-0 text-12 text-ink-3">{unit}</span>
      </div>
      {wrong && <p id={`${id}-help`} className="text-12 text-bad-ink">{min === 0 ? 'A whole number.' : `A whole number of at least ${min}.`}</p>}
    </div>
  );
}
