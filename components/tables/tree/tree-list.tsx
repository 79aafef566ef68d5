'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { VirtualRow, VirtualSpace } from '@/components/shell/virtual-rows';
import { useWarmTable } from '../use-warm-table';
import { TreeRowView, rowHref } from './tree-row-view';
import { treeMove, type TreeRow } from './tree-rows';

const ROW = 28;

/** The rows that are to be seen, of which only those in view exist; walked with the arrow keys. */
export function TreeList({ rows, selected, toggle, warm, more, again }: {
  readonly rows: readonly TreeRow[]; readonly selected: string | null;
  readonly toggle: (key: string) => void; readonly warm: (key: string) => void; readonly more: (level: string) => void; readonly again: (level: string) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const warmTable = useWarmTable();
  const [walked, setActive] = useState<number | null>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 20 });
  const found = rows.findIndex((row) => row.key === selected);
  // the keys begin where one is
  const at = Math.min(walked ?? Math.max(0, found), rows.length - 1);
  useEffect(() => {
    if (found >= 0) virtual.scrollToIndex(found, { align: 'auto' });
    // only when another row is selected: scrolling by hand must not jump back
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected, found >= 0]);
  const act = (row: TreeRow | undefined) => {
    const href = row && rowHref(row);
    if (href) router.push(href);
    else if (row?.kind === 'failed') again(row.level);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return act(rows[at]);
    const { to, toggle: toggles } = treeMove(rows, at, event.key);
    const row = rows[at];
    if (to === at && !toggles) return;
    event.preventDefault();
    if (toggles && row) toggle(row.key);
    setActive(to);
    virtual.scrollToIndex(to);
  };
  return (
    <div ref={scroller} role="tree" aria-label="Tables of the lake" tabIndex={0} aria-activedescendant={rows[at] ? `tree-${at}` : undefined} onKeyDown={key} className="group/tree min-h-0 grow overflow-auto px-1.5 pb-2 outline-none">
      <VirtualSpace height={virtual.getTotalSize()}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row && (
            <VirtualRow key={row.key} top={item.start}>
              <TreeRowView row={row} id={`tree-${item.index}`} selected={row.key === selected} active={item.index === at} onToggle={() => toggle(row.key)} onWarm={() => (row.kind === 'table' ? warmTable({ catalog: row.catalog, namespace: row.namespace, table: row.table }, 'overview') : warm(row.key))} onSeen={() => row.kind === 'more' && more(row.level)} onAgain={() => row.kind === 'failed' && again(row.level)} onPick={() => setActive(item.index)} />
            </VirtualRow>
          );
        })}
      </VirtualSpace>
    </div>
  );
}
