'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Tag } from '@/components/ui/tag';
import { TypeIcon } from '@/components/ui/type-icon';
import type { schemaField } from '@/lib/transport/api/contract/tables';

type Field = z.infer<typeof schemaField>;
const COLUMNS = 'grid grid-cols-[44px_minmax(0,2fr)_minmax(120px,1.5fr)_64px_minmax(0,1.2fr)] items-center gap-x-3 px-5 max-sm:grid-cols-[36px_minmax(0,1fr)_minmax(0,1fr)] max-sm:px-4';
const INDENT = ['pl-0', 'pl-5', 'pl-10', 'pl-15', 'pl-20', 'pl-25'] as const;

/** Fields with their ids, types, whether they must be there, and their docs; nested ones fold. */
export function FieldTree({ fields, all, filtered, onClear }: { readonly fields: readonly Field[]; readonly all: readonly Field[]; readonly filtered: boolean; readonly onClear: () => void }) {
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const parents = new Map(all.map((field) => [field.id, field.parentId]));
  const isHidden = (field: Field) => {
    for (let at = field.parentId; at !== null; at = parents.get(at) ?? null) if (folded.has(at)) return true;
    return false;
  };
  const holders = new Set(all.flatMap((field) => (field.parentId === null ? [] : [field.parentId])));
  const toggle = (id: number) => setFolded((old) => {
    const next = new Set(old);
    if (!next.delete(id)) next.add(id);
    return next;
  });
  if (fields.length === 0) {
    return <div className="p-5">{filtered ? <Empty title="No field has that in its name" why="The filter hides all fields." action={<Button onClick={onClear}>Clear filter</Button>} /> : <Empty title="No fields" why="The schema of this table is empty." />}</div>;
  }
  return (
    <div role="treegrid" aria-label="Fields">
      <div role="row" className={`${COLUMNS} sticky top-0 z-10 h-7 border-b border-rule bg-sheet text-11 text-ink-3`}>
        <span role="columnheader" className="text-right">Id</span><span role="columnheader">Name</span><span role="columnheader">Type</span>
        <span role="columnheader" className="max-sm:hidden">Null</span><span role="columnheader" className="max-sm:hidden">Doc</span>
      </div>
      {fields.filter((field) => filtered || !isHidden(field)).map((field) => (
        <div key={field.id} role="row" aria-level={field.depth + 1} aria-expanded={holders.has(field.id) ? !folded.has(field.id) : undefined} className={`${COLUMNS} min-h-[30px] border-b border-hair hover:bg-hover`}>
          <span role="gridcell" className="text-right text-11 text-ink-3">{field.id}</span>
          <span role="gridcell" className={`flex min-w-0 items-center gap-1 overflow-clip [overflow-clip-margin:6px] ${INDENT[Math.min(field.depth, INDENT.length - 1)]}`}>
            {holders.has(field.id) ? (
              <button type="button" aria-label={`${folded.has(field.id) ? 'Open' : 'Fold'} ${field.name}`} onClick={() => toggle(field.id)} className="-ml-1 shrink-0 rounded-1 p-0.5 text-ink-3 outline-none focus-visible:shadow-(--ring)">
                {folded.has(field.id) ? <ChevronRight size={12} aria-hidden="true" /> : <ChevronDown size={12} aria-hidden="true" />}
              </button>
            ) : <span className="w-3 shrink-0" />}
            <span className="truncate font-mono text-12" title={field.path}>{field.name}</span>
            {field.identifier && <Tag kind="key">id</Tag>}
            {field.partitionTransforms.slice(0, 2).map((transform) => <Tag key={transform} kind="key">{transform}</Tag>)}
            {field.sorted && <Tag>sort</Tag>}
          </span>
          <span role="gridcell" className="flex min-w-0 items-center gap-1.5" title={`${field.type} (Iceberg: ${field.icebergType})`}>
            <TypeIcon type={field.type} /><span className="truncate font-mono text-12 text-ink-2">{field.type}</span>
          </span>
          <span role="gridcell" className={`text-12 max-sm:hidden ${field.required ? 'text-ink' : 'text-ink-3'}`}>{field.required ? 'required' : 'optional'}</span>
          <span role="gridcell" className="truncate text-12 text-ink-2 max-sm:hidden" title={field.doc ?? undefined}>{[field.doc, field.initialDefault === null ? null : `default ${field.initialDefault}`].filter(Boolean).join('; ')}</span>
        </div>
      ))}
    </div>
  );
}
