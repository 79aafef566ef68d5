'use client';
import { Autocomplete as Base } from '@base-ui/react/autocomplete';
import { useId, type RefObject } from 'react';
import { inputLook } from './field';

interface Suggestion {
  readonly value: string;
  /** what else is to be known of it */
  readonly note?: string;
  /** why it cannot be chosen; it stays to be seen */
  readonly refused?: string | null;
}

/** A text with suggestions: one may type anything, and sees what is usual, what is possible, and why the rest is not. */
export function SuggestField({ label, value, options, wrong = false, foot, input, onChange }: {
  readonly label: string; readonly value: string; readonly options: readonly Suggestion[]; readonly wrong?: boolean; /** what is true of all of them, below the list */ readonly foot?: string | undefined; readonly input?: RefObject<HTMLInputElement | null>; readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <Base.Root items={options} value={value} onValueChange={onChange} itemToStringValue={(option) => option.value} mode="none" openOnInputClick>
      <Base.Input ref={input} id={id} aria-label={label} aria-invalid={wrong || undefined} spellCheck={false} autoComplete="off" className={inputLook({ mono: true, wrong })} />
      <Base.Portal>
        <Base.Positioner align="start" sideOffset={4} collisionPadding={8} className="z-(--z-dialog)">
          <Base.Popup className="comes max-h-(--available-height) max-w-96 min-w-(--anchor-width) overflow-y-auto rounded-2 bg-raised p-1 text-ink shadow-pop outline-none">
            <Base.List className="max-h-80 overflow-y-auto">
              {(option: Suggestion) => (
                <Base.Item key={option.value} value={option} disabled={typeof option.refused === 'string'} className="flex min-h-7 cursor-default flex-wrap items-center gap-x-2 rounded-1 px-2 py-1 outline-none select-none data-[disabled]:text-ink-3 data-[highlighted]:bg-water-soft">
                  <span className={`font-mono text-12 ${typeof option.refused === 'string' ? 'line-through' : ''}`}>{option.value}</span>
                  {option.note !== undefined && option.note !== '' && <span className="text-11 text-ink-3">{option.note}</span>}
                  {typeof option.refused === 'string' && <span className="ml-auto text-11 text-ink-3">{option.refused}</span>}
                </Base.Item>
              )}
            </Base.List>
            {foot !== undefined && <p className="mt-1 border-t border-hair px-2 pt-1.5 pb-1 text-11 text-ink-3">{foot}</p>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
