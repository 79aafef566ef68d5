'use client';
import { useState } from 'react';
import { FilterField } from '@/components/ui/filter-field';
import { PartProblem } from '@/components/shell/part-problem';
import { useDebounced } from '@/components/shell/use-debounced';
import { Loading } from '@/components/ui/loading';
import { useLake, type KnownNamespace, type LakeNames } from '../completion/use-known';
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
            {lake.data ? <Lake lake={lake.data} known={known} onInsert={onInsert} /> : lake.error ? <PartProblem error={lake.error} what="The names of the tables" retry={() => void lake.refetch()} /> : <div className="px-2"><Loading rows={6} /></div>}
          </>
        )}
      </div>
    </>
  );
}

function Lake({ lake: { namespaces, tables, complete }, known, onInsert }: { readonly lake: LakeNames; readonly known: Known; readonly onInsert: (text: string) => void }) {
  const catalogs = [...new Set(namespaces.map(({ catalog }) => catalog))];
  return (
    <>
      {catalogs.map((catalog) => (
        <section key={catalog} aria-label={`Tables of ${catalog}`}>
          <PaneHead>{catalog}</PaneHead>
          {namespaces.filter((each) => each.catalog === catalog).map((namespace) => <Namespace key={namespace.path} namespace={namespace} tables={tables} known={known} onInsert={onInsert} />)}
        </section>
      ))}
      {!complete ? <p className="px-2 py-1.5 text-12 text-ink-3">Names are still being read</p> : catalogs.length === 0 && <p className="px-2 py-1.5 text-12 text-ink-3">No table is open to you yet. An admin can grant a right.</p>}
    </>
  );
}

function Namespace({ namespace, tables, known, onInsert }: { readonly namespace: KnownNamespace; readonly tables: readonly KnownTable[]; readonly known: Known; readonly onInsert: (text: string) => void }) {
  const [open, setOpen] = useState(false);
  // a lake has thousands of tables, and few namespaces are open
  const shown = open ? tables.filter(({ catalog, path }) => catalog === namespace.catalog && path === namespace.path).slice(0, TABLES_SHOWN) : [];
  const more = namespace.tableCount - shown.length;
  return (
    <>
      <FoldRow kind="namespace" name={namespace.name} open={open} depth={0} note={namespace.tableCount.toLocaleString('en')} onToggle={() => setOpen(!open)} />
      {shown.map((table) => <TableRow key={table.name} table={table} known={known} open={false} depth={1} onInsert={onInsert} />)}
      {open && namespace.tableCount === 0 && <p className="py-1 pl-9 text-12 text-ink-3">No tables</p>}
      {open && more > 0 && <p className="py-1 pl-9 text-12 text-ink-3">{more.toLocaleString('en')} more; filter to find them</p>}
    </>
  );
}
