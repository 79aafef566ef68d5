'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ValueNode } from './value-tree';

const PARTS_AT_ONCE = 100;
const COLOUR: Readonly<Record<ValueNode['kind'], string>> = { text: 'text-(--code-string)', number: 'text-(--code-number)', word: 'text-(--code-keyword)', branch: 'text-ink-3' };

/** A nested value; branches open on demand, a hundred parts at a time. */
export function ValueTree({ root }: { readonly root: ValueNode }) {
  return <div className="font-mono text-12"><Branch node={root} open /></div>;
}

function Branch({ node, open: given }: { readonly node: ValueNode; readonly open: boolean }) {
  const [open, setOpen] = useState(given);
  const [most, setMost] = useState(PARTS_AT_ONCE);
  const parts = open ? (node.parts?.() ?? []) : [];
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <div>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex max-w-full items-center gap-1 rounded-1 leading-5 outline-none hover:bg-hover focus-visible:shadow-(--ring)">
        <Icon size={12} className="shrink-0 text-ink-3" aria-hidden="true" />
        {node.label !== '' && <span className="truncate">{node.label}</span>}
        <span className="truncate text-11 text-ink-3">{node.text}</span>
      </button>
      {open && (
        <div className="ml-1.5 border-l border-hair pl-3">
          {parts.slice(0, most).map((part, index) => part.parts ? <Branch key={index} node={part} open={false} /> : (
            <div key={index} className="flex gap-1.5 leading-5">
              <span className="shrink-0 text-ink-2">{part.label}:</span>
              <span className={`min-w-0 break-words whitespace-pre-wrap [unicode-bidi:plaintext] ${COLOUR[part.kind]}`}>{part.text}</span>
            </div>
          ))}
          {parts.length > most && <button type="button" onClick={() => setMost(most + PARTS_AT_ONCE)} className="rounded-1 leading-5 text-water-ink outline-none focus-visible:shadow-(--ring)">{(parts.length - most).toLocaleString('en')} more</button>}
        </div>
      )}
    </div>
  );
}
