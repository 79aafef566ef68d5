'use client';
import { useQuery } from '@tanstack/react-query';
import { SquareTerminal } from 'lucide-react';
import { useMemo } from 'react';
import { Empty } from '@/components/ui/empty';
import { LinkButton } from '@/components/ui/link-button';
import { ResultGrid } from '@/components/grid/result-grid';
import { Part } from '@/components/shell/part';
import { useView } from '@/components/shell/use-view';
import { count, counted, duration } from '@/components/shell/words';
import { namespaceName, routes } from '@/lib/model/routes';
import { api, type client } from '@/lib/transport/api/client';
import { AsOf } from '../as-of';
import { NoRight } from '../no-right';
import { firstQuery, type TableInfo, type TablePlace } from '../table-place';
import { PREVIEW_ROWS, previewInput } from './preview-input';
import { previewSource } from './preview-source';

type Preview = Awaited<ReturnType<typeof client.tables.preview>>;

/** The first rows of a state of the table; as many files are opened as these rows need, never all. */
export function DataTab({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const view = useView();
  const snapshot = view.get('snapshot');
  const ref = view.get('ref');
  const preview = useQuery(api.tables.preview.queryOptions({ input: previewInput(place, snapshot, ref), staleTime: 60_000, enabled: table.can['select'] === true }));
  if (table.can['select'] !== true) return <div className="max-w-3xl p-5 max-sm:p-4"><NoRight what="The rows of this table" privilege="select" on={`table ${namespaceName(place.namespace)}.${place.table}`} grantors={table.grantors} /></div>;
  return (
    <div className="flex min-h-0 grow flex-col max-sm:min-h-[480px]">
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 px-5 py-1 max-sm:px-4">
        <AsOf table={table} />
        {preview.data && <span className="text-12 text-ink-2">{preview.data.rows.length < PREVIEW_ROWS ? `All ${counted(preview.data.rows.length, 'row')}` : `First ${count(PREVIEW_ROWS)} rows`}, {count(preview.data.filesRead)} of {counted(preview.data.filesTotal, 'file')} opened, {duration(preview.data.milliseconds)}</span>}
        <span className="grow" />
        {/* in a narrow window the button of the head, which asks the current state, is enough */}
        <span className={snapshot === null && ref === null ? 'max-sm:hidden' : ''}><LinkButton href={routes.sql({ text: firstQuery(place, preview.data?.snapshotId ?? undefined) })} icon={<SquareTerminal size={16} strokeWidth={1.6} aria-hidden="true" />}>Query this state</LinkButton></span>
      </div>
      <div className="min-h-0 grow">
        <Part query={preview} what="The rows" rows={12} empty={({ rows }) => rows.length === 0 && <div className="p-5"><Empty title="No rows" why="This state of the table holds no rows." /></div>}>
          {(data) => <Rows data={data} />}
        </Part>
      </div>
    </div>
  );
}

function Rows({ data }: { readonly data: Preview }) {
  const source = useMemo(() => previewSource(data.columns, data.rows), [data]);
  return <ResultGrid source={source} label="First rows of the table" />;
}
