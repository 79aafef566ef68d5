'use client';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { Field } from './field';

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** One of a few. */
export function Select<T extends string>({ label, hideLabel = false, help, icon, value, options, disabled = false, onChange }: {
  readonly label: string; readonly hideLabel?: boolean; readonly help?: ReactNode; readonly icon?: ReactNode; readonly value: T; readonly options: readonly Option<T>[]; readonly disabled?: boolean; readonly onChange: (value: T) => void;
}) {
  const id = useId();
  return (
    <Field id={id} label={label} help={help} hideLabel={hideLabel}>
      <Base.Root items={options} value={value} disabled={disabled} onValueChange={(next) => next !== null && onChange(next)}>
        <Base.Trigger id={id} className={`flex h-7 min-w-0 items-center gap-1.5 rounded-2 border bg-raised pr-1.5 pl-2 whitespace-nowrap outline-none focus-visible:shadow-(--ring) data-[disabled]:border-hair data-[disabled]:bg-well data-[disabled]:text-ink-off max-sm:h-8 ${hideLabel ? 'border-rule' : 'w-full border-control'}`}>
          {icon}
          <Base.Value className="min-w-0 grow truncate text-left" />
          <Base.Icon className="text-ink-3"><ChevronDown size={14} strokeWidth={1.6} aria-hidden="true" /></Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          {/* a choice may be opened inside a dialog; being later in the document it lies above it */}
          <Base.Positioner alignItemWithTrigger={false} sideOffset={4} collisionPadding={8} className="z-(--z-dialog)">
            <Base.Popup className="comes max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-2 bg-raised p-1 text-ink shadow-pop outline-none">
              <Base.List>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className="flex h-7 cursor-default items-center gap-2 rounded-1 pr-3 pl-1.5 whitespace-nowrap outline-none select-none data-[highlighted]:bg-water-soft max-sm:h-9">
                    <span className="grid w-4 place-items-center text-ink-3"><Base.ItemIndicator><Check size={14} strokeWidth={1.6} aria-hidden="true" /></Base.ItemIndicator></span>
                    <Base.ItemText>{option.label}</Base.ItemText>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  );
}
