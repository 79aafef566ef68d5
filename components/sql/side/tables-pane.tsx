'use client';
import { useState } from 'react';
import { FilterField } from '@/components/ui/filter-field';
import { PartProblem } from '@/components/shell/part-problem';
import { useDebounced } from '@/components/shell/use-debounced';
import { Loading } from '@/components/ui/loading';
import { useLake, type KnownNamespace } from '../completion/use-known';
import type { Known, KnownTable } from '../completion/suggest';
import { FoundNames } from './found-names';
import { FoldRow, PaneHead } from './pane-row';
import { TableRow } from './table-row';

const TABLES_SHOWN = 300;

/** Tables of the statement with their columns, then everything else by namespace; a filter searches the whole lake. */
export function TablesPane({ known, inQuery, onInsert }: { readonly known: Known; readonly inQuery: readonly KnownTable[]; readonly onInsert: (text: string) => void }) {
  const [filter, setFilter] = useState('');
  const wanted = useDebounced(filter.trim(), 150);
  const lake = useLake();
  return (
    <>
      <div className="px-2 pb-2"><FilterField label="Filter tables and columns" placeholder="Filter tables and columns" value={filter} onChange={setFilter} /></div>
      <div className="min-h-0 grow overflow-auto px-1.5 pb-2">
        {wanted !== '' ? <FoundNames text={wanted} known={known} onInsert={onInsert} /> : (
          <>
            {inQuery.length > 0 && (
              <section aria-label="In this query">
                <PaneHead>In this query</PaneHead>
                {inQuery.map((table, index) => <TableRow key={`${table.catalog}/${table.path}/${table.name}`} table={table} known={known} qualified open={index === 0} depth={0} onInsert={onInsert} />)}
              </section>
            )}
            {lake.data ? <Lake namespaces={lake.data.namespaces} tables={lake.data.tables} known={known} onInsert={onInsert} /> : lake.error ? <PartProblem error={lake.error} what="The names of the tables" retry={() => void lake.refetch()} /> : <div className="px-2"><Loading rows={6} /></div>}
          </>
        )}
      </div>
    </>
  );
}

function Lake({ namespaces, tables, known, onInsert }: { readonly namespaces: readonly KnownNamespace[]; readonly tables: readonly KnownTable[]; readonly known: Known; readonly onInsert: (text: string) => void }) {
  const catalogs = [...new Set(namespaces.map(({ catalog }) => catalog))];
  if (catalogs.length === 0) return <p className="px-2 py-1.5 text-12 text-ink-3">No table is open to you yet. An admin can grant a right.</p>;
  return catalogs.map((catalog) => (
    <section key={catalog} aria-label={`Tables of ${catalog}`}>
      <PaneHead>{catalog}</PaneHead>
      {namespaces.filter((each) => each.catalog === catalog).map((namespace) => (
        <Namespace key={namespace.path} namespace={namespace} known={known} tables={tables.filter((each) => each.catalog === catalog && each.path === namespace.path)} onInsert={onInsert} />
      ))}
    </section>
  ));
}

function Namespace({ namespace, tables, known, onInsert }: { readonly namespace: KnownNamespace; readonly tables: readonly KnownTable[]; readonly known: Known; readonly onInsert: (text: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <FoldRow kind="namespace" name={namespace.name} open={open} depth={0} note={tables.length.toLocaleString('en')} onToggle={() => setOpen(!open)} />
      {open && tables.slice(0, TABLES_SHOWN).map((table) => <TableRow key={table.name} table={table} known={known} open={false} depth={1} onInsert={onInsert} />)}
      {open && tables.length === 0 && <p className="py-1 pl-9 text-12 text-ink-3">No tables</p>}
      {open && tables.length > TABLES_SHOWN && <p className="py-1 pl-9 text-12 text-ink-3">{(tables.length - TABLES_SHOWN).toLocaleString('en')} more; filter to find them</p>}
    </>
  );
}
