'use client';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonLook, type ButtonVariant } from './button-look';
import { MenuList, type MenuEntry } from './menu';
import { Menu as Base } from '@base-ui/react/menu';

/** The usual way at the left, the other ways behind the caret. */
export function SplitButton({ variant = 'primary', icon, disabled = false, onClick, more, items, children }: {
  readonly variant?: ButtonVariant; readonly icon?: ReactNode; readonly disabled?: boolean; readonly onClick: () => void;
  /** the name of the caret: "Other ways to run" */
  readonly more: string; readonly items: readonly MenuEntry[]; readonly children: ReactNode;
}) {
  return (
    <span className="inline-flex">
      <button type="button" disabled={disabled} onClick={onClick} className={`${buttonLook({ variant, off: disabled })} rounded-r-none border-r-0`}>{icon}{children}</button>
      <Base.Root>
        <Base.Trigger aria-label={more} disabled={disabled} className={`${buttonLook({ variant, off: disabled, shape: 'caret' })} rounded-l-none border-l-0 before:absolute before:inset-y-0 before:left-0 before:w-px before:bg-current before:opacity-28`}>
          <ChevronDown size={14} strokeWidth={1.6} aria-hidden="true" />
        </Base.Trigger>
        <MenuList items={items} align="start" />
      </Base.Root>
    </span>
  );
}
