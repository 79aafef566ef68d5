import { z } from 'zod';

const ms = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().default(null);
export const refName = z.string().min(1).max(255);
export const snapshotId = z.string().regex(/^-?\d{1,19}$/, 'must be an integer of 64 bits, as text');

/** A branch or a tag, as `PUT …/refs/{name}` takes it. */
export const newRef = {
  type: z.enum(['branch', 'tag']),
  snapshotId: snapshotId.optional().describe('the current one unless told'),
  retention: z.object({
    minSnapshotsToKeep: z.number().int().min(1).max(2_147_483_647).nullable().default(null).describe('branches only'),
    maxSnapshotAgeMs: ms.describe('branches only'),
    maxRefAgeMs: ms,
  }).optional(),
};
