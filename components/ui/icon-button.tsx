'use client';
import type { ReactNode } from 'react';
import { buttonLook, type ButtonSize } from './button-look';
import { Tooltip } from './tooltip';

/** A button without words: its name is in a tooltip, with its key, and always there for screen readers. */
export function IconButton({ label, icon, shortcut, size = 'normal', pressed, disabled = false, onClick }: {
  readonly label: string; readonly icon: ReactNode; readonly shortcut?: string; readonly size?: ButtonSize;
  /** for a button that is on or off */
  readonly pressed?: boolean; readonly disabled?: boolean; readonly onClick: () => void;
}) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button type="button" aria-label={label} aria-pressed={pressed} aria-disabled={disabled || undefined} onClick={() => !disabled && onClick()} className={`${buttonLook({ variant: 'quiet', size, off: disabled, shape: 'square' })} ${pressed ? 'bg-water-soft text-water-ink' : ''}`}>
        {icon}
      </button>
    </Tooltip>
  );
}
