'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useWritten } from '@/components/shell/use-written';
import { problemOf } from '@/lib/transport/api/client/problem';
import type { TableInfo, TablePlace } from '../table-place';
import { doAct, tryAct, type NewRef } from './send-act';
import { actKey, type Act } from './snapshot-acts';

/**
 * An act in two steps: its effect by a dry run, then the act itself on exactly the state that the effect was shown of.
 * When somebody was first the effect is asked for again, and nothing is done until it is confirmed anew.
 */
export function useAct({ place, table, snapshotId, act, ref, done, onDone }: {
  readonly place: TablePlace; readonly table: TableInfo; readonly snapshotId: string; readonly act: Act;
  /** null while it is not whole; nothing is asked then */
  readonly ref: NewRef | null;
  /** what the toast says */
  readonly done: string; readonly onDone: () => void;
}) {
  const written = useWritten();
  const key = useRef<{ readonly of: string; readonly value: string } | null>(null);
  const isReady = ref !== null || (act.kind !== 'tag' && act.kind !== 'branch');
  const effect = useQuery({
    queryKey: ['snapshot-act', place, snapshotId, actKey(act), ref, table.etag], enabled: isReady, retry: false, staleTime: 0, gcTime: 0,
    queryFn: ({ signal }) => tryAct({ place, snapshotId, act, ref }, signal),
  });
  const run = useMutation({
    mutationFn: () => {
      const etag = effect.data?.etag ?? table.etag;
      // asked again after an answer that never came, the same key makes sure that it is done once
      const of = JSON.stringify([etag, actKey(act), ref]);
      if (key.current?.of !== of) key.current = { of, value: crypto.randomUUID() };
      return doAct({ place, snapshotId, act, ref }, etag, key.current.value);
    },
    onSuccess: async ({ undo, metadataVersion }) => {
      onDone();
      await written({ title: done, detail: `${place.table} is at metadata v${metadataVersion}.`, undo });
    },
    onError: (error) => {
      const { code } = problemOf(error);
      if (code === 'PRECONDITION_FAILED' || code === 'CONFLICT') void effect.refetch();
    },
  });
  return { effect, run, isReady };
}
