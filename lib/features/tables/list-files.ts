import { z } from 'zod';
import type { ManifestEntry } from '@/lib/model/iceberg';
import { invalidInput } from '@/lib/model/errors';
import { command } from '@/lib/kernel/command';
import { entriesOf, partitionLabel } from './entries';
import { asOf, describe, inTable, paged } from './inputs';
import { openTable, stateOf } from './open';

const EDGES = [0, 64 * 1024, 1024 ** 2, 8 * 1024 ** 2, 32 * 1024 ** 2, 128 * 1024 ** 2, 512 * 1024 ** 2, Number.MAX_SAFE_INTEGER];

/** Live files of a state, sorted on the server and given by pages. Bounds are left out: they are values of rows. */
export const listFiles = command({
  name: 'table.files', audit: 'none', permission: describe,
  input: inTable.extend({ ...asOf, ...paged, content: z.enum(['data', 'deletes']).optional(), sort: z.enum(['path', 'bytes', 'records', 'partition']), descending: z.boolean() }),
  run: async (ctx, input) => {
    if (input.cursor !== undefined && !/^\d{1,9}$/.test(input.cursor)) throw invalidInput('The cursor is not one that this API gave.', { cursor: 'use the `next` of the page before' });
    const loaded = await openTable(ctx, input);
    const { snapshot } = stateOf(loaded, input);
    const live: ManifestEntry[] = [];
    for await (const entries of entriesOf(ctx, loaded, snapshot, { statisticsOf: new Set() }, (manifest) => input.content === undefined || (manifest.content === 'deletes') === (input.content === 'deletes'))) {
      for (const entry of entries) if (entry.status !== 'deleted') live.push(entry);
    }
    const key = { path: (e: ManifestEntry) => e.file.path, bytes: (e: ManifestEntry) => e.file.fileSizeInBytes, records: (e: ManifestEntry) => e.file.recordCount, partition: (e: ManifestEntry) => partitionLabel(loaded.metadata, e.file) }[input.sort];
    const keyed = live.map((entry) => ({ entry, by: key(entry) }));
    const direction = input.descending ? -1 : 1;
    keyed.sort((a, b) => direction * (a.by < b.by ? -1 : a.by > b.by ? 1 : 0) || (a.entry.file.path < b.entry.file.path ? -1 : 1));
    const from = Number(input.cursor ?? 0);
    const page = keyed.slice(from, from + input.limit);
    const data = live.filter(({ file }) => file.content === 'data');
    return {
      items: page.map(({ entry: { file, sequenceNumber, snapshotId } }) => ({
        path: file.path, name: file.path.slice(file.path.lastIndexOf('/') + 1), content: file.content, format: file.format, specId: file.specId, partition: partitionLabel(loaded.metadata, file),
        records: file.recordCount, bytes: file.fileSizeInBytes, sequenceNumber: sequenceNumber.toString(), addedSnapshotId: snapshotId?.toString() ?? null,
      })),
      next: from + page.length < keyed.length ? String(from + page.length) : null, snapshotId: snapshot?.snapshotId.toString() ?? null, total: live.length,
      totalBytes: live.reduce((sum, { file }) => sum + file.fileSizeInBytes, 0), totalRecords: data.reduce((sum, { file }) => sum + file.recordCount, 0),
      sizes: EDGES.slice(0, -1).map((edge, index) => ({ from: edge, to: EDGES[index + 1] ?? edge, files: data.filter(({ file }) => file.fileSizeInBytes >= edge && file.fileSizeInBytes < (EDGES[index + 1] ?? edge)).length })),
    };
  },
});
