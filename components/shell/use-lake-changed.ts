'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/lib/transport/api/client';

/** Something of the lake was changed here: whatever shows tables, namespaces or their names asks for them again. */
export function useLakeChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    // each names what it keeps of the lake: the API's own answers, the levels of the tree
    await Promise.all([api.tables.key(), api.catalogs.key(), ['tree']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  }, [queries]);
}
