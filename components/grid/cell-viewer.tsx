'use client';
import { useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Drawer } from '@/components/ui/drawer';
import { TypeIcon } from '@/components/ui/type-icon';
import { cellText } from '@/lib/model/values/cell-text';
import { typeText } from '@/lib/model/values/type-text';
import type { Cell, Column } from '@/lib/model/values/types';
import { jsonValue } from './copied-text';
import { BYTES_SHOWN, hexLines } from './hex-lines';
import { valueTree } from './value-tree';
import { ValueTree } from './value-tree-view';

const LETTERS_SHOWN = 50_000;

/** A cell in full. It takes no focus: arrows go on moving through the grid, and the viewer follows. */
export function CellViewer({ cell, column, row, onClose }: { readonly cell: Cell | undefined; readonly column: Column; readonly row: number; readonly onClose: () => void }) {
  const type = typeText(column.type);
  const nested = cell !== undefined && cell !== null && typeof cell === 'object';
  const text = cell === undefined || cell === null ? null : nested ? jsonValue(cell, column.type) : cellText(cell, column.type);
  return (
    <Drawer
      label="Cell" onClose={onClose}
      title={<><TypeIcon type={type} /><span className="truncate font-mono text-13" title={column.name}>{column.name}</span></>}
      subtitle={<span className="flex items-center gap-2 text-12"><span className="truncate font-mono" title={type}>{type}</span><span className="shrink-0">row {(row + 1).toLocaleString('en')}</span></span>}
      actions={text !== null && <CopyButton text={text} label="Copy the value" />}
    >
      {cell === undefined ? <p className="text-ink-3">Not here yet</p> : cell === null ? <p><i className="text-ink-3">null</i></p> : cell === '' ? <p><i className="text-ink-3">empty text</i></p> : <Value key={`${row}/${column.name}`} cell={cell} column={column} text={text ?? ''} />}
    </Drawer>
  );
}

function Value({ cell, column, text }: { readonly cell: Cell; readonly column: Column; readonly text: string }) {
  if (column.type.kind === 'varbinary' && typeof cell === 'string') return <Hex base64={cell} />;
  const tree = valueTree(cell, column.type);
  if (tree) return <ValueTree root={tree} />;
  const isLink = typeof cell === 'string' && /^https?:\/\/\S+$/.test(cell) && cell.length < 2000;
  return (
    <>
      <Long text={text} />
      {isLink && <p className="mt-3"><a href={cell} target="_blank" rel="noopener noreferrer" className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)">Open this link in a new window</a></p>}
    </>
  );
}

function Long({ text }: { readonly text: string }) {
  const [all, setAll] = useState(false);
  const cut = !all && text.length > LETTERS_SHOWN;
  return (
    <>
      <pre className="font-mono text-12 break-words whitespace-pre-wrap [unicode-bidi:plaintext]">{cut ? text.slice(0, LETTERS_SHOWN) : text}</pre>
      <p className="mt-3 text-12 text-ink-3">
        {cut ? `First ${LETTERS_SHOWN.toLocaleString('en')} of ${text.length.toLocaleString('en')} characters. ` : `${text.length.toLocaleString('en')} ${text.length === 1 ? 'character' : 'characters'}`}
        {cut && <button type="button" onClick={() => setAll(true)} className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)">Show all</button>}
      </p>
    </>
  );
}

function Hex({ base64 }: { readonly base64: string }) {
  const { bytes, lines } = hexLines(base64);
  return (
    <>
      <pre className="overflow-x-auto font-mono text-11">{lines.map(({ offset, hex, ascii }) => <span key={offset} className="block"><span className="text-ink-3">{offset}</span>{`  ${hex}  `}<span className="text-ink-2">{ascii}</span></span>)}</pre>
      <p className="mt-3 text-12 text-ink-3">{bytes > BYTES_SHOWN ? `First ${BYTES_SHOWN.toLocaleString('en')} of ` : ''}{bytes.toLocaleString('en')} {bytes === 1 ? 'byte' : 'bytes'}</p>
    </>
  );
}
