'use client';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { Field, inputLook } from './field';

type Input = Omit<ComponentProps<'input'>, 'id' | 'className' | 'style' | 'size'>;

/** One line of text. `error` says what is wrong and how to mend it. */
export function TextField({ label, help, error, large = false, mono = false, hideLabel = false, ...input }: Input & {
  readonly label: ReactNode; readonly help?: ReactNode; readonly error?: string | null; readonly large?: boolean; readonly mono?: boolean; readonly hideLabel?: boolean;
}) {
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== '';
  return (
    <Field id={id} label={label} help={help} error={error ?? null} hideLabel={hideLabel}>
      <input type="text" {...input} id={id} aria-invalid={wrong || undefined} aria-describedby={wrong || help !== undefined ? `${id}-help` : undefined} className={inputLook({ large, wrong, mono })} />
    </Field>
  );
}
