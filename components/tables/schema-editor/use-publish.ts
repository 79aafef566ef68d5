'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useToast } from '@/components/ui/toast';
import { useWritten } from '@/components/shell/use-written';
import { counted } from '@/components/shell/words';
import { api, client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import type { TablePlace } from '../table-place';
import { changesOf } from './changes-of';
import type { Drafting } from './use-table-draft';

/**
 * Publishes what is staged in one commit, if the table is still as it was seen. Asked again after an answer that never
 * came, the same key makes sure that it is done once. Somebody else was first: the table is read anew, and the draft is
 * put onto it.
 */
export function usePublish(place: TablePlace, drafting: Drafting) {
  const queries = useQueryClient();
  const toast = useToast();
  const written = useWritten();
  const key = useRef<{ readonly of: string; readonly value: string } | null>(null);
  return useMutation({
    mutationFn: () => {
      const changes = [...changesOf(drafting.base, drafting.draft)];
      const of = JSON.stringify([drafting.etag, changes]);
      if (key.current?.of !== of) key.current = { of, value: crypto.randomUUID() };
      return client.tables.change({ params: { catalog: place.catalog, namespace: place.namespace, table: place.table }, headers: { 'if-match': drafting.etag, 'idempotency-key': key.current.value }, body: { changes } });
    },
    onSuccess: async ({ metadataVersion, undo }) => {
      const amount = drafting.operations.length;
      drafting.discard();
      await written({ title: `${counted(amount, 'change')} published`, detail: `${place.table} is at metadata v${metadataVersion}. ${undo === null ? 'What was dropped, widened or upgraded cannot be taken back.' : ''}`.trim(), undo });
    },
    onError: async (error) => {
      const { code, detail } = problemOf(error);
      if (code === 'PRECONDITION_FAILED' || code === 'CONFLICT') {
        await queries.invalidateQueries({ queryKey: api.tables.key() });
        toast({ state: 'doubt', title: 'Somebody else published first', detail: 'Nothing of yours was written. Your changes are put onto the new state; look at them and publish again.' });
      } else if (code === 'COMMIT_STATE_UNKNOWN' || code === 'UNREACHABLE' || code === 'TIMEOUT') toast({ state: 'doubt', title: 'Nobody knows yet whether it was published', detail: `${detail} Your changes are kept. Publish again: what was written already is not written twice.` });
      else toast({ state: 'bad', title: 'Nothing was published', detail });
    },
  });
}
