'use client';
import { ChevronDown, ChevronRight, Database, Layers, Table2 } from 'lucide-react';
import { useEffect } from 'react';
import { ReadyLink } from '@/components/ui/ready-link';
import { routes } from '@/lib/model/routes';
import { TableAge } from './table-age';
import type { TreeRow } from './tree-rows';

/** Where a row leads; null for rows that only tell something. */
export function rowHref(row: TreeRow): string | null {
  switch (row.kind) {
    case 'catalog': return routes.catalog(row.catalog);
    case 'namespace': return routes.namespace(row.catalog, row.namespace);
    case 'table': return routes.table(row.catalog, row.namespace, row.table);
    default: return null;
  }
}

const INDENT = ['pl-1.5', 'pl-[22px]', 'pl-[38px]', 'pl-[54px]', 'pl-[70px]', 'pl-[86px]'] as const;
const GUIDE = ['', '', 'left-7', 'left-11', 'left-[60px]', 'left-[76px]'] as const;
const indent = (depth: number) => INDENT[Math.min(depth, INDENT.length - 1)] ?? 'pl-1.5';

export function TreeRowView({ row, id, selected, active, onToggle, onWarm, onSeen, onAgain, onPick }: {
  readonly row: TreeRow; readonly id: string; readonly selected: boolean; readonly active: boolean;
  readonly onToggle: () => void; /** it is about to be opened */ readonly onWarm: () => void; readonly onSeen: () => void; readonly onAgain: () => void; readonly onPick: () => void;
}) {
  const href = rowHref(row);
  if (href === null || !('catalog' in row)) return <TreeNote row={row} onSeen={onSeen} onAgain={onAgain} />;
  const opens = row.kind === 'table' ? undefined : row.expanded;
  const Icon = row.kind === 'catalog' ? Database : row.kind === 'namespace' ? Layers : Table2;
  const text = row.kind === 'catalog' ? row.catalog : row.kind === 'namespace' ? row.label : row.table;
  return (
    <div
      id={id} role="treeitem" aria-level={row.depth + 1} aria-selected={selected} aria-expanded={opens}
      className={`relative flex h-7 items-center gap-1.5 rounded-1 pr-2 whitespace-nowrap ${indent(row.depth)} ${selected ? 'bg-water-soft font-strong text-ink before:absolute before:inset-y-[3px] before:-left-1.5 before:w-[3px] before:rounded-r-[2px] before:bg-water' : `hover:bg-hover ${row.kind === 'table' ? 'text-ink-2' : 'text-ink'}`} ${active ? 'group-focus-visible/tree:shadow-[inset_0_0_0_2px_var(--water)]' : ''}`}
    >
      {row.depth > 1 && <span className={`absolute inset-y-0 w-px bg-rule ${GUIDE[Math.min(row.depth, GUIDE.length - 1)]}`} aria-hidden="true" />}
      {opens === undefined ? <span className="w-3 shrink-0" /> : (
        <button type="button" tabIndex={-1} aria-label={`${opens ? 'Close' : 'Open'} ${text}`} onClick={onToggle} onPointerEnter={onWarm} className="-m-1 shrink-0 p-1 text-ink-3">
          {opens ? <ChevronDown size={12} aria-hidden="true" /> : <ChevronRight size={12} aria-hidden="true" />}
        </button>
      )}
      <ReadyLink href={href} tabIndex={-1} onClick={onPick} onPointerDown={row.kind === 'table' ? onWarm : undefined} title={text} className="flex min-w-0 grow items-center gap-1.5 self-stretch">
        <Icon size={14} strokeWidth={1.6} className={`shrink-0 ${selected ? 'text-water-ink' : 'text-ink-3'}`} aria-hidden="true" />
        <span className="min-w-0 grow truncate">{text}</span>
        {row.kind === 'table' && <TableAge catalog={row.catalog} namespace={row.namespace} table={row.table} />}
      </ReadyLink>
    </div>
  );
}

function TreeNote({ row, onSeen, onAgain }: { readonly row: TreeRow; readonly onSeen: () => void; readonly onAgain: () => void }) {
  const loadsMore = row.kind === 'more';
  useEffect(() => {
    if (loadsMore) onSeen();
    // once, when this row comes into view
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [loadsMore, row.key]);
  const text = 'text' in row ? row.text : '';
  return (
    <div role="treeitem" aria-level={row.depth + 1} aria-selected="false" className={`flex h-7 items-center gap-2 pr-2 text-12 text-ink-3 ${indent(row.depth)}`}>
      <span className="w-3 shrink-0" />
      <span className="min-w-0 truncate" title={text}>{text}</span>
      {row.kind === 'failed' && <button type="button" tabIndex={-1} onClick={onAgain} className="shrink-0 text-water-ink">Retry</button>}
    </div>
  );
}
