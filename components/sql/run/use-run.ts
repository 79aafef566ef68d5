'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { z } from 'zod';
import { api, client } from '@/lib/transport/api/client';
import type { query, statement } from '@/lib/transport/api/contract/queries';

export type Run = z.infer<typeof query>;
export type Statement = z.infer<typeof statement>;

export const hasEnded = (run: Pick<Run, 'state'>): boolean => run.state === 'finished' || run.state === 'failed' || run.state === 'cancelled';

/** How soon to ask again: often at first, so that a small query shows at once, then less. */
export function askAgainMs(run: Run | undefined, now: number): number | false {
  if (!run) return 250;
  if (hasEnded(run)) return false;
  const age = now - Date.parse(run.submittedAt);
  return age < 2000 ? 120 : age < 15_000 ? 400 : 1000;
}

/** A run as the server tells it, followed until it has ended. The tab keeps only its id. */
export function useRun(id: string | null) {
  return useQuery({
    ...api.queries.get.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== null,
    staleTime: ({ state }) => (state.data && hasEnded(state.data) ? Number.POSITIVE_INFINITY : 0),
    refetchInterval: ({ state }) => (state.error ? 5000 : askAgainMs(state.data, Date.now())),
    refetchIntervalInBackground: true,
  });
}

/** Submitting and cancelling; both put what the server answered where `useRun` reads it. */
export function useRunActs() {
  const queries = useQueryClient();
  const keep = (run: Run) => queries.setQueryData(api.queries.get.queryKey({ input: { id: run.id } }), run);
  /** what lists runs is asked anew: one has begun or ended */
  const settle = useCallback(() => {
    void queries.invalidateQueries({ queryKey: api.queries.list.key() });
    void queries.invalidateQueries({ queryKey: api.system.home.key() });
  }, [queries]);
  const submit = useMutation({
    mutationFn: (input: Parameters<typeof client.queries.submit>[0]) => client.queries.submit(input),
    onSuccess: (run) => {
      keep(run);
      settle();
    },
  });
  const cancel = useMutation({
    mutationFn: async (id: string) => (await client.queries.cancel({ id })).body,
    onSuccess: (run) => {
      keep(run);
      settle();
    },
  });
  return { submit, cancel, settle };
}
