'use client';
import { useQuery } from '@tanstack/react-query';
import { CornerDownLeft, ExternalLink } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { useState } from 'react';
import { Tag } from '@/components/ui/tag';
import { problemOf } from '@/lib/transport/api/client/problem';
import { routes } from '@/lib/model/routes';
import { sqlIdentifier, sqlTableName } from '@/lib/model/sql-name';
import { api } from '@/lib/transport/api/client';
import type { Known, KnownTable } from '../completion/suggest';
import { FoldRow } from './pane-row';

const ACTION = 'grid size-6 place-items-center rounded-1 text-ink-3 outline-none hover:bg-hover hover:text-ink focus-visible:shadow-(--ring)';
const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;
const COLUMNS_SHOWN = 200;

/** A table that opens to its columns; its name and theirs can be written into the text. */
export function TableRow({ table, known, qualified = false, open: first, depth, onInsert }: {
  readonly table: KnownTable; readonly known: Known; readonly qualified?: boolean; readonly open: boolean; readonly depth: 0 | 1; readonly onInsert: (text: string) => void;
}) {
  const [open, setOpen] = useState(first);
  const full = sqlTableName(table.catalog, table.path, table.name);
  const short = table.catalog === known.catalog && table.namespace === known.schema ? sqlIdentifier(table.name) : full;
  return (
    <>
      <FoldRow
        kind="table" name={qualified ? `${table.namespace}.${table.name}` : table.name} open={open} depth={depth} onToggle={() => setOpen(!open)}
        actions={<>
          <button type="button" title={`Write ${short}`} aria-label={`Write ${short}`} onClick={() => onInsert(short)} className={ACTION}><CornerDownLeft {...ICON} /></button>
          <Link href={routes.table(table.catalog, table.path, table.name)} title="Open the table" aria-label={`Open the table ${full}`} className={ACTION}><ExternalLink {...ICON} /></Link>
        </>}
      />
      {open && <Columns table={table} onInsert={onInsert} />}
    </>
  );
}

function Columns({ table, onInsert }: { readonly table: KnownTable; readonly onInsert: (text: string) => void }) {
  const info = useQuery(api.tables.get.queryOptions({ input: { catalog: table.catalog, namespace: table.path, table: table.name }, staleTime: 5 * 60_000 }));
  const [all, setAll] = useState(false);
  if (!info.data) return <p className="py-1 pl-10 text-12 text-ink-3">{info.error ? problemOf(info.error).detail : 'Loading'}</p>;
  const fields = info.data.schema.fields.filter(({ depth }) => depth === 0);
  const shown = all ? fields.slice(0, COLUMNS_SHOWN) : fields.slice(0, 12);
  return (
    <ul aria-label={`Columns of ${table.name}`}>
      {shown.map((field) => (
        <li key={field.id}>
          <button type="button" title={field.doc ?? `Write ${sqlIdentifier(field.name)}`} onClick={() => onInsert(sqlIdentifier(field.name))} className="flex h-6 w-full items-center gap-1.5 rounded-1 pr-2 pl-10 text-left font-mono text-12 outline-none hover:bg-hover focus-visible:shadow-(--ring)">
            <span className="max-w-[70%] shrink-0 truncate">{field.name}</span>
            {field.partitionTransforms[0] !== undefined && <Tag kind="key">{field.partitionTransforms[0]}</Tag>}
            <span className="min-w-0 grow truncate text-right text-ink-3">{field.type}</span>
          </button>
        </li>
      ))}
      {fields.length > shown.length && (all ? <li className="py-1 pl-10 text-12 text-ink-3">{fields.length - shown.length} more; filter to find them</li> : <li><button type="button" onClick={() => setAll(true)} className="ml-9 h-6 rounded-1 px-1 text-12 text-water-ink outline-none focus-visible:shadow-(--ring)">{fields.length - shown.length} more</button></li>)}
    </ul>
  );
}
