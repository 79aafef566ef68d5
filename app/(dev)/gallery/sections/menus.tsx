'use client';
import { Ellipsis, GitCompare, SquareTerminal, Tag, Trash2 } from 'lucide-react';
import { buttonLook } from '@/components/ui/button-look';
import { Menu } from '@/components/ui/menu';
import { Tooltip } from '@/components/ui/tooltip';

const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;
const nothing = () => undefined;

export function Menus() {
  return (
    <div className="flex items-center gap-3">
      <Menu
        label="Actions of the snapshot" align="start" className={buttonLook()} trigger={<><Ellipsis {...ICON} />Actions</>}
        items={[
          { label: 'Query', icon: <SquareTerminal {...ICON} />, shortcut: 'q', onSelect: nothing },
          { label: 'Compare with parent', icon: <GitCompare {...ICON} />, shortcut: 'c', onSelect: nothing },
          { label: 'Tag', icon: <Tag {...ICON} />, shortcut: 't', disabled: true, onSelect: nothing },
          { label: 'With headers', checked: true, onSelect: nothing },
          'separator',
          { label: 'Drop table', icon: <Trash2 {...ICON} />, danger: true, onSelect: nothing },
        ]}
      />
      <Tooltip text="Star this table" shortcut="s"><button type="button" className={buttonLook({ variant: 'quiet' })}>Tooltip</button></Tooltip>
    </div>
  );
}
