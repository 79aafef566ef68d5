'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { DangerDialog } from '@/components/ui/danger-dialog';
import { Bytes } from '@/components/shell/bytes';
import { PartProblem } from '@/components/shell/part-problem';
import { useView } from '@/components/shell/use-view';
import { useWritten } from '@/components/shell/use-written';
import { counted } from '@/components/shell/words';
import { namespaceName, routes } from '@/lib/model/routes';
import { client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import type { TableInfo, TablePlace } from '../table-place';

/** Puts a table into the trash, after saying what goes with it; a toast brings it back. */
export function DropTable({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const view = useView();
  const router = useRouter();
  const written = useWritten();
  const open = view.get('drop') === 'table';
  const params = { catalog: place.catalog, namespace: place.namespace, table: place.table };
  const effect = useQuery({ queryKey: ['drop-table', params, table.etag], enabled: open, retry: false, queryFn: ({ signal }) => client.tables.drop({ params, query: { dryRun: 'true' }, headers: { 'if-match': table.etag } }, { signal }) });
  const drop = useMutation({
    mutationFn: () => client.tables.drop({ params, headers: { 'if-match': table.etag, 'idempotency-key': crypto.randomUUID() } }),
    onSuccess: async ({ undo }) => {
      router.push(routes.namespace(place.catalog, place.namespace));
      await written({ title: `${place.table} dropped`, detail: 'It lies in the trash of the catalog.', undo, label: 'Restore' });
    },
  });
  const mentions = effect.data?.effect.mentions ?? [];
  const refusal = table.can['drop'] === true ? null : `Dropping it needs the privilege drop on it. ${table.grantors.length === 0 ? 'Nobody holds the right to grant it.' : `${table.grantors.join(', ')} can grant it.`}`;
  return (
    <>
      <Button reason={refusal} onClick={() => view.set({ drop: 'table' })}>Drop this table</Button>
      <DangerDialog
        open={open} onClose={() => view.set({ drop: null })} title={`Drop ${namespaceName(place.namespace)}.${place.table}`} name={place.table} verb={`Drop ${place.table}`}
        effect={effect.error ? <PartProblem error={effect.error} what="The effect" retry={() => void effect.refetch()} /> : (
          <ul className="flex flex-col gap-1">
            <li><b className="font-strong text-ink">{counted(table.rows ?? 0, 'row')}</b> in {table.dataFiles === null ? 'its files' : counted(table.dataFiles, 'file')}, <Bytes value={table.bytes} />, leave what queries can name{table.snapshots > 0 && `, with ${counted(table.snapshots, 'snapshot')}`}.</li>
            {(effect.data?.effect.words ?? []).slice(1).map((words) => <li key={words}>{words[0]?.toUpperCase()}{words.slice(1)}.</li>)}
            {effect.data ? mentions.length > 0 ? <li>{counted(mentions.length, 'query', 'queries')} of yours {mentions.length === 1 ? 'names' : 'name'} it: {mentions.slice(0, 3).map(({ title }) => title).join('; ')}</li> : <li>No query of yours names it.</li> : <li className="text-ink-3">Looking who names it</li>}
          </ul>
        )}
        undo="The folder goes to the trash beside the warehouse and is not deleted. Restore puts the table back as it was, from the toast or from the page of the catalog."
        busy={drop.isPending} problem={drop.error === null ? null : problemOf(drop.error).detail} onConfirm={() => drop.mutate()}
      />
    </>
  );
}
