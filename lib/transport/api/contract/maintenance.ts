import { z } from 'zod';
import { maintenanceRequests, MAINTENANCE_KINDS, type MaintenanceKind } from '@/lib/model/requests/maintenance';
import { endpoint, inTable, instant } from './parts';

const tag = 'Maintenance';
const base = '/catalogs/{catalog}/namespaces/{namespace}/tables/{table}' as const;

export const healthCheck = z.object({
  id: z.enum(['small-files', 'delete-files', 'snapshots', 'manifests', 'skew', 'metadata']),
  state: z.enum(['good', 'warn', 'bad']),
  title: z.string(),
  detail: z.string().describe('what was counted, and against which bound'),
  why: z.string().describe('what it costs'),
  count: z.number(),
  of: z.number().nullable(),
  remedy: z.object({ kind: z.enum(MAINTENANCE_KINDS as [MaintenanceKind, ...MaintenanceKind[]]), label: z.string() }).nullable(),
});

const start = <Shape extends z.ZodRawShape>(kind: MaintenanceKind, shape: Shape, summary: string) =>
  endpoint('POST', `${base}/maintenance/${kind}`, tag, `${summary}. With dryRun the job only tells what it would do`, 202)
    .input(inTable.extend({ dryRun: z.union([z.boolean(), z.stringbool()]).default(false) }).extend(shape)).output(z.object({ job: z.string().describe('id for /jobs/{id}') }));

export const maintenance = {
  health: endpoint('GET', `${base}/health`, tag, 'What makes the table slow or large, with the remedy').input(inTable).output(z.object({ metadataVersion: z.number(), files: z.number(), checks: z.array(healthCheck) })),
  expiry: endpoint('GET', `${base}/maintenance/expire-snapshots`, tag, 'Which snapshots an expiry would let go, at once and by the metadata alone')
    .input(inTable.extend({ olderThan: maintenanceRequests['expire-snapshots'].shape.olderThan, retainLast: z.coerce.number().int().min(1).optional() }))
    .output(z.object({
      metadataVersion: z.number(), snapshots: z.number().describe('that would go'), of: z.number(), refs: z.array(z.string()).describe('branches and tags that would go by their own age'), held: z.array(z.string()).describe('branches and tags that hold snapshots of their own'),
      oldestAt: instant.nullable(), oldestKeptAt: instant.nullable(), ages: z.array(z.object({ stay: z.number(), go: z.number() })).describe('snapshots by age, from the oldest one to now'),
      about: z.object({ files: z.number(), bytes: z.number() }).nullable().describe('files that go with them, as the summaries of main count them; null when a writer left them out'),
    })),
  expireSnapshots: start('expire-snapshots', maintenanceRequests['expire-snapshots'].shape, 'Lets snapshots go that are older than they need be, and removes the files that only they reach'),
  removeOrphans: start('remove-orphans', maintenanceRequests['remove-orphans'].shape, 'Moves files that nothing names to the trash'),
  compact: start('compact', maintenanceRequests.compact.shape, 'Writes small files, and files with many deleted rows, anew'),
  rewriteManifests: start('rewrite-manifests', maintenanceRequests['rewrite-manifests'].shape, 'Writes manifests anew, fewer and sorted by partition'),
};
