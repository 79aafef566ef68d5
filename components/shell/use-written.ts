'use client';
import { useCallback } from 'react';
import { useToast } from '@/components/ui/toast';
import { problemOf } from '@/lib/transport/api/client/problem';
import { sendUndo, type Undo } from '@/lib/transport/api/client/send-undo';
import { useLakeChanged } from './use-lake-changed';

/** After a write: what tables and namespaces show is asked for again, and a toast says what was done, with its undo. */
export function useWritten(): (said: { readonly title: string; readonly detail?: string; readonly undo: Undo | null; readonly label?: string }) => Promise<void> {
  const toast = useToast();
  const refresh = useLakeChanged();
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
