'use client';
import { buttonLook } from '@/components/ui/button-look';
import { Menu, type MenuEntry } from '@/components/ui/menu';

/** Chooses what a snapshot is compared with; any other one by Ctrl or Shift and a press in the table. */
export function CompareWith({ snapshotId, parentId, main, onCompare }: { readonly snapshotId: string; readonly parentId: string | null; readonly main: string | null; readonly onCompare: (id: string) => void }) {
  const items: readonly MenuEntry[] = [
    ...(parentId === null ? [] : [{ label: 'Its parent', shortcut: 'c', onSelect: () => onCompare(parentId) }]),
    ...(main === null || main === snapshotId ? [] : [{ label: 'The head of main', onSelect: () => onCompare(main) }]),
    { label: 'Another: Ctrl and click it in the table', disabled: true, onSelect: () => undefined },
  ];
  return <Menu label="Compare with" align="start" className={buttonLook({ variant: 'plain', size: 'normal', off: false })} trigger={'Compare with\u2026'} items={items} />;
}
