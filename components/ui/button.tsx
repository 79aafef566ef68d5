'use client';
import { LoaderCircle } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { buttonLook, type ButtonSize, type ButtonVariant } from './button-look';
import { Tooltip } from './tooltip';

export interface ButtonProps {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly type?: 'button' | 'submit';
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  /** why it cannot be pressed; said in a tooltip and to screen readers. Implies disabled. */
  readonly reason?: string | null;
  readonly busy?: boolean;
  /** the verb in -ing, while busy; the button keeps the width of the longer of the two */
  readonly busyLabel?: string;
  readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  readonly children: ReactNode;
}

/** Verb and object. A button that cannot be pressed stays in the tab order when it has a reason to tell. */
export function Button({ variant = 'plain', size = 'normal', type = 'button', icon, disabled = false, reason, busy = false, busyLabel, onClick, children }: ButtonProps) {
  const told = reason !== undefined && reason !== null;
  const off = disabled || told;
  const button = (
    <button
      type={type} disabled={disabled && !told} aria-disabled={told || busy || undefined} aria-busy={busy || undefined}
      onClick={(event) => (told || busy ? event.preventDefault() : onClick?.(event))}
      className={buttonLook({ variant, size, off })}
    >
      {busy ? <LoaderCircle size={14} strokeWidth={1.6} className="turns" aria-hidden="true" /> : icon}
      {busyLabel === undefined ? children : (
        <span className="grid justify-items-center [&>*]:col-start-1 [&>*]:row-start-1">
          <span className={busy ? 'invisible' : ''}>{children}</span>
          <span className={busy ? '' : 'invisible'}>{busyLabel}</span>
        </span>
      )}
      {told && <span className="sr-only">. {reason}</span>}
    </button>
  );
  return told ? <Tooltip text={reason}>{button}</Tooltip> : button;
}
