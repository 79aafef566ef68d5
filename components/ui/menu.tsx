'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Kbd } from './kbd';

export interface MenuAction {
  readonly label: string;
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** for entries that are on or off */
  readonly checked?: boolean;
}
export type MenuEntry = MenuAction | 'separator';

/** Actions behind a button. `label` names the button for screen readers. */
export function Menu({ label, trigger, items, align = 'end', className = 'rounded-2' }: {
  readonly label: string; readonly trigger: ReactNode; readonly items: readonly MenuEntry[]; readonly align?: 'start' | 'end';
  /** classes of the button: `buttonLook(…)`, or none for a bare one */
  readonly className?: string;
}) {
  return (
    <Base.Root>
      <Base.Trigger aria-label={label} className={`outline-none focus-visible:shadow-(--ring) ${className}`}>{trigger}</Base.Trigger>
      <MenuList items={items} align={align} />
    </Base.Root>
  );
}

const ITEM = 'flex h-7 cursor-default items-center gap-2 rounded-1 px-2 whitespace-nowrap outline-none select-none data-[highlighted]:bg-water-soft data-[disabled]:text-ink-off max-sm:h-9';

/** The list of a menu, for a trigger of another shape. */
export function MenuList({ items, align = 'end' }: { readonly items: readonly MenuEntry[]; readonly align?: 'start' | 'end' }) {
  const icons = items.some((item) => item !== 'separator' && (item.icon !== undefined || item.checked !== undefined));
  return (
    <Base.Portal>
      <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-(--z-dialog)">
        <Base.Popup className="comes max-h-(--available-height) min-w-44 overflow-y-auto rounded-2 bg-raised p-1 text-ink shadow-pop outline-none">
          {items.map((item, index) => item === 'separator' ? <Base.Separator key={`separator-${index}`} className="my-1 h-px bg-hair" /> : (
            <Base.Item key={item.label} disabled={item.disabled ?? false} onClick={item.onSelect} className={`${ITEM} ${item.danger ? 'text-bad-ink' : ''}`}>
              {icons && <span className={`grid w-4 shrink-0 place-items-center ${item.danger ? '' : 'text-ink-3'}`}>{item.checked === true ? <Check size={14} strokeWidth={1.6} aria-hidden="true" /> : item.icon}</span>}
              <span className="min-w-0 grow truncate">{item.label}</span>
              {item.checked === true && <span className="sr-only">, chosen</span>}
              {item.shortcut !== undefined && <Kbd>{item.shortcut}</Kbd>}
            </Base.Item>
          ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
