'use client';
import { Eye, EyeOff } from 'lucide-react';
import { useId, useState, type ComponentProps, type ReactNode } from 'react';
import { Field, inputLook } from './field';

type Input = Omit<ComponentProps<'input'>, 'id' | 'className' | 'style' | 'size' | 'type'>;

/** A password, which one may look at while typing. */
export function PasswordField({ label, help, error, large = false, ...input }: Input & { readonly label: ReactNode; readonly help?: ReactNode; readonly error?: string | null; readonly large?: boolean }) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const wrong = error !== undefined && error !== null && error !== '';
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field id={id} label={label} help={help} error={error ?? null}>
      <div className="relative">
        <input {...input} id={id} type={shown ? 'text' : 'password'} autoCapitalize="none" spellCheck={false} aria-invalid={wrong || undefined} aria-describedby={wrong || help !== undefined ? `${id}-help` : undefined} className={`${inputLook({ large, wrong })} pr-10`} />
        <button type="button" aria-label="Show the letters" aria-pressed={shown} aria-controls={id} onClick={() => setShown(!shown)} className="absolute inset-y-0.5 right-1 grid w-8 place-items-center rounded-1 text-ink-3 outline-none hover:text-ink focus-visible:shadow-(--ring)">
          <Icon size={16} strokeWidth={1.6} aria-hidden="true" />
        </button>
      </div>
    </Field>
  );
}
