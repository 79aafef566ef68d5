import { ChevronDown, ChevronRight, Layers, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';

export function PaneHead({ children }: { readonly children: ReactNode }) {
  return <h3 className="px-2 pt-2 pb-1 text-11 text-ink-3">{children}</h3>;
}

const INDENT = ['pl-2', 'pl-6'] as const;
const ICON = { size: 14, strokeWidth: 1.6, className: 'shrink-0 text-ink-3', 'aria-hidden': true } as const;

/** A row that opens and closes what lies below it; its actions show under the pointer and the focus. */
export function FoldRow({ kind, name, open, depth, note, actions, onToggle }: {
  readonly kind: 'namespace' | 'table'; readonly name: string; readonly open: boolean; readonly depth: 0 | 1; readonly note?: ReactNode; readonly actions?: ReactNode; readonly onToggle: () => void;
}) {
  const Icon = kind === 'namespace' ? Layers : Table2;
  return (
    <div className={`group/row flex h-7 items-center rounded-1 pr-2 hover:bg-hover ${INDENT[depth]}`}>
      <button type="button" aria-expanded={open} title={name} onClick={onToggle} className="flex min-w-0 grow items-center gap-1.5 self-stretch rounded-1 text-left outline-none focus-visible:shadow-(--ring)">
        {open ? <ChevronDown {...ICON} size={12} /> : <ChevronRight {...ICON} size={12} />}
        <Icon {...ICON} />
        <span className="min-w-0 truncate">{name}</span>
      </button>
      {actions !== undefined && <span className="flex shrink-0 items-center opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100">{actions}</span>}
      {note !== undefined && <span className="shrink-0 pl-1.5 text-11 text-ink-3">{note}</span>}
    </div>
  );
}
