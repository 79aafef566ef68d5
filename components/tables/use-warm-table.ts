'use client';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { TableTab } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import { previewInput } from './data/preview-input';
import { drawnPartitions } from './overview/drawn-partitions';
import { newestCommits } from './overview/newest-commits';
import type { TableInfo, TablePlace } from './table-place';

/**
 * Asks for what a tab of a table will show, while the page itself is still on its way. Called when a link is pressed, not
 * when it is only passed over: reads of rows and refusals are recorded, and nobody should have one without having asked.
 */
export function useWarmTable(): (place: TablePlace, tab: TableTab) => void {
  const queries = useQueryClient();
  return useCallback((place, tab) => void warm(queries, place, tab), [queries]);
}

async function warm(queries: QueryClient, place: TablePlace, tab: TableTab): Promise<void> {
  // whoever may see the table may see its history: the two need not wait for each other
  if (tab === 'snapshots') void queries.prefetchQuery(api.tables.timelineColumns.queryOptions({ input: place }));
  await queries.prefetchQuery(api.tables.get.queryOptions({ input: place }));
  // one that failed is told by the page itself
  const table = queries.getQueryData<TableInfo>(api.tables.get.queryKey({ input: place }));
  if (!table) return;
  if (tab === 'overview') void queries.prefetchQuery(api.tables.statistics.queryOptions({ input: place }));
  if (tab === 'overview') void queries.prefetchQuery(api.tables.timeline.queryOptions({ input: newestCommits(place) }));
  const partitions = tab === 'overview' ? drawnPartitions(place, table) : null;
  if (partitions) void queries.prefetchQuery(api.tables.partitions.queryOptions({ input: partitions }));
  if (tab === 'data' && table.can['select'] === true) void queries.prefetchQuery({ ...api.tables.preview.queryOptions({ input: previewInput(place, null, null) }), staleTime: 60_000 });
}
