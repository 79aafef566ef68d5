'use client';
import { Columns3 } from 'lucide-react';
import { Part } from '@/components/shell/part';
import { useSearch } from '@/components/shell/use-search';
import { namespaceName } from '@/lib/model/routes';
import { sqlIdentifier } from '@/lib/model/sql-name';
import type { Known } from '../completion/suggest';
import { TableRow } from './table-row';

const MOST = 50;

/** Tables and columns of the whole lake whose name holds the text; a column is written into the query. */
export function FoundNames({ text, known, onInsert }: { readonly text: string; readonly known: Known; readonly onInsert: (text: string) => void }) {
  const found = useSearch(text, MOST);
  return (
    <Part query={found} what="The search">
      {({ items, complete }) => (
        <>
          {items.map((item) => {
            if (item.table === null) return null;
            const key = [item.catalog, item.namespace, item.table, item.column].join('/');
            const table = { catalog: item.catalog, path: item.namespace, namespace: namespaceName(item.namespace), name: item.table };
            if (item.column === null) return <TableRow key={key} table={table} known={known} qualified open={false} depth={0} onInsert={onInsert} />;
            const { column } = item;
            return (
              <button key={key} type="button" title={`Write ${sqlIdentifier(column)}`} onClick={() => onInsert(sqlIdentifier(column))} className="flex h-7 w-full items-center gap-1.5 rounded-1 pr-2 pl-6 text-left outline-none hover:bg-hover focus-visible:shadow-(--ring)">
                <Columns3 size={14} strokeWidth={1.6} className="shrink-0 text-ink-3" aria-hidden="true" />
                <span className="min-w-0 truncate font-mono text-12">{column}</span>
                <span className="ml-auto min-w-0 truncate text-11 text-ink-3">{table.namespace}.{table.name}</span>
              </button>
            );
          })}
          <p className="px-2 py-1.5 text-12 text-ink-3">
            {items.every(({ table }) => table === null) ? `No table or column has “${text}” in its name.` : items.length === MOST ? `The first ${MOST}. Type more to narrow.` : ''}
            {complete ? '' : ' Names are still being read; this list may grow.'}
          </p>
        </>
      )}
    </Part>
  );
}
