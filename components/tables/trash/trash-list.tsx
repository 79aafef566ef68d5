'use client';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { useState } from 'react';
import type { z } from 'zod';
import { Button } from '@/components/ui/button';
import { DangerDialog } from '@/components/ui/danger-dialog';
import { useToast } from '@/components/ui/toast';
import { Bytes } from '@/components/shell/bytes';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { Ago } from '@/components/shell/time';
import { useLakeChanged } from '@/components/shell/use-lake-changed';
import { count, counted } from '@/components/shell/words';
import { namespaceName, routes } from '@/lib/model/routes';
import { api, client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import type { trashItem } from '@/lib/transport/api/contract/namespace-writes';

type Item = z.infer<typeof trashItem>;
const nameOf = ({ namespace, table }: Item): string => `${namespaceName(namespace)}.${table}`;

/** What was dropped or put away, with the way back. */
export function TrashList({ catalog }: { readonly catalog: string }) {
  const trash = useInfiniteQuery(api.catalogs.trash.infiniteOptions({
    input: (cursor: string | undefined) => ({ catalog, limit: 50, ...(cursor === undefined ? {} : { cursor }) }), initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.next ?? undefined,
  }));
  const [leaving, setLeaving] = useState<Item | null>(null);
  const all = trash.data?.pages[0];
  const list = { data: trash.data?.pages.flatMap(({ items }) => items), error: trash.error, refetch: trash.refetch };
  return (
    <Section title="Trash" note={all && all.total > 0 ? <>{counted(all.total, 'entry', 'entries')}, <Bytes value={all.bytes} /></> : undefined}>
      <Part query={list} what="The trash" rows={3} empty={(items) => items.length === 0 && <p className="border-t border-rule py-2 text-12 text-ink-3">Nothing was dropped. Dropped tables and orphan files come here, and can be put back.</p>}>
        {(items) => (
          <PlainTable label="Trash" head={<><Th>What</Th><Th className="max-sm:hidden">Why</Th><Th right className="max-sm:hidden">Files</Th><Th right>Size</Th><Th right>When</Th><Th><span className="sr-only">Actions</span></Th></>}>
            {items.map((item) => (
              <Tr key={item.id}>
                <Td wraps className="py-1.5"><span className="font-strong">{nameOf(item)}</span><span className="block text-12 text-ink-3">{item.kind === 'table' ? 'table' : 'files of it'}, by {item.by}</span></Td>
                <Td className="max-sm:hidden">{item.reason}</Td>
                <Td right className="max-sm:hidden">{count(item.files)}</Td>
                <Td right><Bytes value={item.bytes} /></Td>
                <Td right><Ago at={item.at} /></Td>
                <Td right>{item.can['restore'] === true && <span className="inline-flex gap-1"><Restore catalog={catalog} item={item} /><Button size="tiny" variant="quiet" onClick={() => setLeaving(item)}>Delete</Button></span>}</Td>
              </Tr>
            ))}
          </PlainTable>
        )}
      </Part>
      {trash.hasNextPage && <div className="pt-3"><Button busy={trash.isFetchingNextPage} onClick={() => void trash.fetchNextPage()}>Show earlier entries</Button></div>}
      {leaving !== null && <DeleteForGood catalog={catalog} item={leaving} onClose={() => setLeaving(null)} />}
    </Section>
  );
}

function Restore({ catalog, item }: { readonly catalog: string; readonly item: Item }) {
  const lakeChanged = useLakeChanged();
  const toast = useToast();
  const restore = useMutation({
    mutationFn: () => client.catalogs.restore({ params: { catalog, id: item.id } }),
    onSuccess: () => {
      toast({ title: `${nameOf(item)} is back`, detail: item.kind === 'table' ? <Link className="text-water-ink" href={routes.table(catalog, item.namespace, item.table)}>Open the table</Link> : counted(item.files, 'file') });
      void lakeChanged();
    },
    onError: (error) => toast({ state: 'bad', title: `${nameOf(item)} was not put back`, detail: problemOf(error).detail }),
  });
  return <Button size="tiny" busy={restore.isPending} onClick={() => restore.mutate()}>Restore</Button>;
}

function DeleteForGood({ catalog, item, onClose }: { readonly catalog: string; readonly item: Item; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => client.catalogs.deleteTrash({ params: { catalog, id: item.id } }),
    onSuccess: () => { void queries.invalidateQueries({ queryKey: api.catalogs.key() }); onClose(); },
  });
  return (
    <DangerDialog
      open onClose={onClose} title={`Delete ${nameOf(item)} for good`} name={item.table} verb="Delete for good" busy={remove.isPending} problem={remove.error === null ? null : problemOf(remove.error).detail} onConfirm={() => remove.mutate()}
      effect={<>{counted(item.files, 'file')}, <Bytes value={item.bytes} />, {item.kind === 'table' ? 'the table with its history' : 'orphan files'}.</>} undo="Nothing brings them back."
    />
  );
}
