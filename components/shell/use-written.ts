'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useToast } from '@/components/ui/toast';
import { api } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { sendUndo, type Undo } from '@/lib/transport/api/client/send-undo';

/** After a write: what tables and namespaces show is asked for again, and a toast says what was done, with its undo. */
export function useWritten(): (said: { readonly title: string; readonly detail?: string; readonly undo: Undo | null; readonly label?: string }) => Promise<void> {
  const toast = useToast();
  const queries = useQueryClient();
  const refresh = useCallback(() => Promise.all([queries.invalidateQueries({ queryKey: api.tables.key() }), queries.invalidateQueries({ queryKey: api.catalogs.key() })]), [queries]);
  return useCallback(async ({ title, detail, undo, label = 'Undo' }) => {
    const takeBack = async (request: Undo) => {
      try {
        await sendUndo(request);
        await refresh();
        toast({ title: 'Taken back', detail: request.words });
      } catch (error) {
        toast({ state: 'bad', title: 'It could not be taken back', detail: problemOf(error).detail });
      }
    };
    toast({ title, ...(detail === undefined ? {} : { detail }), ...(undo === null ? {} : { action: { label, onSelect: () => void takeBack(undo) } }) });
    await refresh();
  }, [toast, refresh]);
}
