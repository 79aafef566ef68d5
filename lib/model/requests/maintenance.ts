import { z } from 'zod';
import { refName, snapshotId } from './refs';

const instant = z.iso.datetime({ offset: true, error: 'must be an instant, for example 2026-11-26T00:00:00Z' });
const bytes = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** What each kind of maintenance may be asked with, as `POST …/maintenance/{kind}` takes it. */
export const maintenanceRequests = {
  'expire-snapshots': z.object({
    olderThan: instant.optional().describe('by the table property history.expire.max-snapshot-age-ms unless told: 5 days'),
    retainLast: z.number().int().min(1).max(1_000_000).optional().describe('of each branch; history.expire.min-snapshots-to-keep unless told: 1'),
    snapshotIds: z.array(snapshotId).min(1).max(10_000).optional().describe('these, whatever their age'),
  }),
  'remove-orphans': z.object({ olderThan: instant.optional().describe('3 days ago unless told; a day ago at the youngest, because younger files may belong to a write that is not committed yet') }),
  compact: z.object({
    targetFileBytes: bytes.optional().describe('write.target-file-size-bytes unless told'),
    minInputFiles: z.number().int().min(1).max(100_000).optional().describe('as many small files make a group; 5 unless told'),
    olderSpecs: z.boolean().default(false).describe('also files of earlier partition specs, which are then written in the current one and may become more'),
    deleteRatio: z.number().min(0).max(1).optional().describe('share of deleted rows from which a file is written anew; 0.3 unless told'),
  }),
  'rewrite-manifests': z.object({ branch: refName.default('main') }),
} as const;
export type MaintenanceKind = keyof typeof maintenanceRequests;
export const MAINTENANCE_KINDS = Object.keys(maintenanceRequests) as readonly MaintenanceKind[];
