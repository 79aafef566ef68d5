'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { cellFace } from '@/components/grid/cell-face';
import { typedColumns } from '@/components/grid/typed-columns';
import { Part } from '@/components/shell/part';
import { useDebounced } from '@/components/shell/use-debounced';
import { namespaceName } from '@/lib/model/routes';
import { api, type client } from '@/lib/transport/api/client';
import { NoRight } from '../../no-right';
import type { TableInfo, TablePlace } from '../../table-place';
import { travelledColumns, type TravelledColumn } from './travelled-columns';

type Preview = Awaited<ReturnType<typeof client.tables.preview>>;

const ROWS = 4;
const COLUMNS = 40;
/** Rows are read, and the reading recorded, only where one stays. */
const STAY_MS = 200;

/** Rows of a snapshot with the schema of then; while the next ones come the last stay, paler. A snapshot never changes, so each is asked for once. */
export function PlayheadRows({ place, table, snapshotId, schemaId }: { readonly place: TablePlace; readonly table: TableInfo; readonly snapshotId: string; readonly schemaId: number | null }) {
  const stays = useDebounced(snapshotId, STAY_MS);
  const maySelect = table.can['select'] === true;
  const preview = useQuery(api.tables.preview.queryOptions({ input: { ...place, limit: ROWS, snapshot: stays }, staleTime: Infinity, enabled: maySelect, placeholderData: keepPreviousData }));
  const schemas = useQuery(api.tables.schemas.queryOptions({ input: place, staleTime: 60_000, enabled: maySelect && table.schemas > 1 }));
  if (!maySelect) return <div className="pb-2"><NoRight what="The rows of this table" privilege="select" on={`table ${namespaceName(place.namespace)}.${place.table}`} grantors={table.grantors} /></div>;
  const isBehind = stays !== snapshotId || preview.isPlaceholderData;
  const then = schemas.data?.items.find((schema) => schema.schemaId === schemaId)?.fields;
  return (
    <div role="group" aria-label="Rows of then, across all columns" tabIndex={0} aria-busy={isBehind} className={`overflow-x-auto rounded-1 pb-1.5 outline-none focus-visible:shadow-(--ring) transition-opacity duration-(--calm) ${isBehind ? 'opacity-60' : ''}`}>
      <Part query={preview} what="The rows of then" rows={ROWS}>
        {(data) => <Rows data={data} columns={then && !isBehind ? travelledColumns(then, table.schema.fields) : null} />}
      </Part>
    </div>
  );
}

const MARK: Readonly<Record<TravelledColumn['state'], string>> = { same: '', renamed: 'renamed since', gone: 'gone since', later: 'came later' };

function Rows({ data, columns }: { readonly data: Preview; readonly columns: readonly TravelledColumn[] | null }) {
  const typed = typedColumns(data.columns);
  const shown = columns ?? typed.map(({ name }, index): TravelledColumn => ({ id: index, name, state: 'same', today: null }));
  const at = new Map(typed.map(({ name }, index) => [name, index]));
  const rest = shown.length - COLUMNS;
  return (
    <table aria-label="First rows of then" className="border-collapse text-12">
      <thead>
        <tr>
          {shown.slice(0, COLUMNS).map(({ id, name, state, today }) => (
            <th key={id} scope="col" className={`h-6 border-b border-rule pr-4 text-left font-mono text-12 font-normal whitespace-nowrap ${state === 'later' ? 'text-ink-3 italic' : state === 'gone' ? 'text-ink-2 line-through' : 'text-ink-2'}`}>
              {name}{state !== 'same' && <span className="ml-1.5 inline-block rounded-1 bg-well px-1 font-sans text-11 text-ink-3 not-italic no-underline">{MARK[state]}{today === null ? '' : `: ${today}`}</span>}
            </th>
          ))}
          {rest > 0 && <th scope="col" className="h-6 border-b border-rule text-left text-11 font-normal whitespace-nowrap text-ink-3">and {rest} more</th>}
        </tr>
      </thead>
      <tbody>
        {data.rows.length === 0 && <tr><td colSpan={Math.max(1, Math.min(COLUMNS, shown.length))} className="h-6 text-ink-3">No rows then.</td></tr>}
        {data.rows.map((row, index) => (
          <tr key={index}>
            {shown.slice(0, COLUMNS).map(({ id, name, state }) => {
              const column = state === 'later' ? undefined : at.get(name);
              const face = column === undefined ? null : cellFace(row[column], typed[column]?.type ?? { kind: 'unknown' });
              return <td key={id} className={`h-6 max-w-56 truncate border-b border-hair pr-4 whitespace-nowrap ${face?.kind === 'value' ? '' : 'text-11 text-ink-3 italic'}`}>{face ? face.text : '\u2013'}</td>;
            })}
            {rest > 0 && <td className="border-b border-hair text-ink-3">{'\u2026'}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
