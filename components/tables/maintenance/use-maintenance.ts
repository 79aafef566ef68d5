'use client';
import { useMutation } from '@tanstack/react-query';
import type { MaintenanceKind } from '@/lib/model/requests/maintenance';
import { client } from '@/lib/transport/api/client';
import type { TablePlace } from '../table-place';

/** What a person chose, as the API takes it; ages are days back from now. */
export interface Choice { readonly days?: number; readonly retainLast?: number }

const DAY_MS = 86_400_000;
const daysBack = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

/** Starts a job of one kind; answers its id. */
export function useMaintenance(place: TablePlace) {
  return useMutation({
    mutationFn: async ({ kind, dryRun, choice }: { readonly kind: MaintenanceKind; readonly dryRun: boolean; readonly choice: Choice }): Promise<string> => {
      const asked = { ...place, dryRun };
      const older = choice.days === undefined ? {} : { olderThan: daysBack(choice.days) };
      switch (kind) {
        case 'compact': return (await client.maintenance.compact(asked)).job;
        case 'rewrite-manifests': return (await client.maintenance.rewriteManifests(asked)).job;
        case 'remove-orphans': return (await client.maintenance.removeOrphans({ ...asked, ...older })).job;
        case 'expire-snapshots': return (await client.maintenance.expireSnapshots({ ...asked, ...older, ...(choice.retainLast === undefined ? {} : { retainLast: choice.retainLast }) })).job;
      }
    },
  });
}
