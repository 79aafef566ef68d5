'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import type { z } from 'zod';
import { Tag } from '@/components/ui/tag';
import { Bytes } from '@/components/shell/bytes';
import { VirtualRow, VirtualSpace } from '@/components/shell/virtual-rows';
import { Ago } from '@/components/shell/time';
import { count, counted } from '@/components/shell/words';
import type { fileItem } from '@/lib/transport/api/contract/table-files';
import type { FileSort } from './use-files';

export type File = z.infer<typeof fileItem>;
/** Vectors of one Puffin file have one path. */
export const keyOfFile = ({ path, contentOffset }: File): string => (contentOffset === null ? path : `${path}#${contentOffset}`);
const ROW = 28;
const COLUMNS = 'grid grid-cols-[minmax(0,2fr)_88px_minmax(0,1.2fr)_80px_96px_80px_72px_40px] items-center gap-x-3 @max-[780px]:grid-cols-[minmax(0,2fr)_minmax(0,1.2fr)_72px_80px_80px] @max-[560px]:grid-cols-[minmax(0,1fr)_88px]';
/** what is left out first when the drawer is open, and what on a small screen */
const WIDEST = '@max-[780px]:hidden';
const WIDE = '@max-[560px]:hidden';
const CONTENT = { data: 'data', 'position-deletes': 'positions', 'equality-deletes': 'equality' } as const;
const contentOf = ({ content, format }: File): string => (content === 'position-deletes' && format === 'puffin' ? 'vector' : CONTENT[content]);

/** Deletes that apply to a data file, or the one data file that a delete file is for. */
function Deletes({ file }: { readonly file: File }) {
  if (file.content !== 'data') return file.referencedFile === null ? <span className="text-ink-3">several files</span> : <span title={file.referencedFile}>one file</span>;
  if (file.deleteFiles === 0) return <span className="text-ink-3">{'\u2013'}</span>;
  const rows = file.deletedRecords === null ? counted(file.deleteFiles, 'file') : counted(file.deletedRecords, 'row');
  return <span className="text-op-delete" title={`${counted(file.deleteFiles, 'delete file')} to apply at each read${file.deletedRecords === null ? ', for other files as well' : ''}`}>{rows}</span>;
}

/** Files, loaded by pages as one scrolls, drawn only where one looks. */
export function FileList({ files, total, sort, descending, onSort, selected, latest, onSelect, onEnd }: {
  readonly files: readonly File[]; readonly total: number; readonly sort: FileSort; readonly descending: boolean; readonly onSort: (by: FileSort) => void;
  readonly selected: string | null;
  /** what is selected at the moment of a key, ahead of what is drawn */
  readonly latest: () => string | null; readonly onSelect: (file: File) => void; readonly onEnd: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: files.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 20 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const nearEnd = files.length < total && last >= files.length - 40;
  useEffect(() => {
    if (nearEnd) onEnd();
  }, [nearEnd, onEnd]);
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    const at = files.findIndex((each) => keyOfFile(each) === latest());
    const next = files[Math.min(files.length - 1, Math.max(0, at + step))];
    if (step === 0 || !next) return;
    event.preventDefault();
    onSelect(next);
    virtual.scrollToIndex(Math.max(0, at + step));
  };
  const pick = (event: MouseEvent<HTMLElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-file]') : null;
    const file = row ? files[Number(row.dataset['file'])] : undefined;
    if (file) onSelect(file);
  };
  const head = (by: FileSort | null, text: string, className = '') => (
    <span role="columnheader" aria-sort={by === sort ? (descending ? 'descending' : 'ascending') : undefined} className={className}>
      {by === null ? text : <button type="button" onClick={() => onSort(by)} className="inline-flex items-center gap-1 rounded-1 outline-none hover:text-ink focus-visible:shadow-(--ring)">{text}{by === sort && (descending ? <ArrowDown size={11} aria-hidden="true" /> : <ArrowUp size={11} aria-hidden="true" />)}</button>}
    </span>
  );
  return (
    <div role="table" aria-label="Files" aria-rowcount={total} className="@container flex min-h-[160px] grow flex-col">
      <div role="row" className={`${COLUMNS} h-7 shrink-0 border-b border-rule text-11 text-ink-3`}>
        {head('path', 'File')}{head(null, 'Content', WIDEST)}{head('partition', 'Partition', WIDE)}{head('records', 'Records', `text-right ${WIDE}`)}{head(null, 'Deletes', `text-right ${WIDE}`)}{head('bytes', 'Size', 'text-right')}{head('age', 'Added', `text-right ${WIDEST}`)}{head(null, 'Spec', `text-right ${WIDEST}`)}
      </div>
      <div ref={scroller} role="rowgroup" tabIndex={0} aria-label="Rows" onKeyDown={key} onClick={pick} className="min-h-0 grow overflow-y-auto outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)]">
        <VirtualSpace height={virtual.getTotalSize()}>
          {items.map((item) => {
            const file = files[item.index];
            return file && (
              <VirtualRow key={keyOfFile(file)} top={item.start}>
                <div role="row" aria-selected={keyOfFile(file) === selected} data-file={item.index} className={`${COLUMNS} h-7 cursor-pointer border-b border-hair whitespace-nowrap ${keyOfFile(file) === selected ? 'bg-water-soft shadow-[inset_3px_0_var(--water)]' : 'hover:bg-hover'}`}>
                  <span role="cell" className={`truncate font-mono text-12 ${keyOfFile(file) === selected ? 'pl-2' : ''}`} title={file.path}>{file.name}</span>
                  <span role="cell" className={`text-12 ${file.content === 'data' ? 'text-ink-3' : 'text-op-delete'} ${WIDEST}`}>{contentOf(file)}</span>
                  <span role="cell" className={`truncate font-mono text-12 text-ink-2 ${WIDE}`} title={file.partition}>{file.partition || '\u2013'}</span>
                  <span role="cell" className={`text-right ${WIDE}`}>{count(file.records)}</span>
                  <span role="cell" className={`truncate text-right text-12 ${WIDE}`}><Deletes file={file} /></span>
                  <span role="cell" className="text-right"><Bytes value={file.bytes} /></span>
                  <span role="cell" className={`truncate text-right text-12 text-ink-3 ${WIDEST}`}><Ago at={file.addedAt} none={'\u2013'} /></span>
                  <span role="cell" className={`flex justify-end ${WIDEST}`}><Tag>{file.specId}</Tag></span>
                </div>
              </VirtualRow>
            );
          })}
        </VirtualSpace>
      </div>
    </div>
  );
}
