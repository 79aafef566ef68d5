'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api, client } from '@/lib/transport/api/client';
import { parseRecent, withRecent, type RecentTable } from './recent-tables';
import { useMe } from './use-me';

const KEY = 'recent-tables';

/** The tables that this person looked at last, newest first, remembered by the console, so in every browser. */
export function useRecentTables() {
  const me = useMe();
  const queries = useQueryClient();
  const stored = me.data?.preferences[KEY];
  const tables = useMemo(() => parseRecent(stored), [stored]);
  const save = useMutation({
    mutationFn: (value: string) => client.people.preference({ key: KEY, value }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.people.me.key() }),
  });
  const { mutate } = save;
  const isKnown = me.data !== undefined;
  const remember = useCallback((table: Omit<RecentTable, 'at'>) => {
    if (!isKnown) return;
    const next = withRecent(parseRecent(stored), { ...table, at: new Date().toISOString() });
    if (next !== null) mutate(JSON.stringify(next));
  }, [isKnown, stored, mutate]);
  return { tables, remember, isKnown };
}
