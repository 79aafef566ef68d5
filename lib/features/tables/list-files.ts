import { z } from 'zod';
import { invalidInput } from '@/lib/model/errors';
import { command } from '@/lib/kernel/command';
import { chosenFiles, EDGES, FILE_SORTS } from './files/chosen-files';
import { liveFiles, snapshotTimes } from './files/live-files';
import { presentFile } from './files/present-file';
import { asOf, describe, inTable, paged } from './inputs';
import { openTable, stateOf } from './open';

/** Live files of a state, filtered and sorted over all of them and given by pages. Bounds are left out: they are values of rows. */
export const listFiles = command({
  name: 'table.files', audit: 'none', permission: describe,
  input: inTable.extend({
    ...asOf, ...paged, content: z.enum(['data', 'deletes']).optional(), partition: z.string().max(4000).optional(), spec: z.number().int().min(0).optional(), minBytes: z.number().min(0).optional(), maxBytes: z.number().min(0).optional(),
    search: z.string().min(1).max(400).optional(), sort: z.enum(FILE_SORTS), descending: z.boolean(),
  }),
  run: async (ctx, input) => {
    if (input.cursor !== undefined && !/^\d{1,9}$/.test(input.cursor)) throw invalidInput('The cursor is not one that this API gave.', { cursor: 'use the `next` of the page before' });
    const loaded = await openTable(ctx, input);
    const { snapshot } = stateOf(loaded, input);
    const files = await liveFiles(ctx, loaded, snapshot);
    const { content, partition, spec, minBytes, maxBytes, search, sort, descending } = input;
    const { order, bytes, records, sizes } = await chosenFiles(loaded.metadata, files, snapshot?.snapshotId ?? null, { content, partition, spec, minBytes, maxBytes, search, sort, descending });
    const from = Number(input.cursor ?? 0);
    const page = [...order.subarray(from, from + input.limit)];
    const times = snapshotTimes(loaded);
    return {
      items: page.map((at) => presentFile(files, at, times)), next: from + page.length < order.length ? String(from + page.length) : null, snapshotId: snapshot?.snapshotId.toString() ?? null,
      total: order.length, totalBytes: bytes, totalRecords: records, totalOfState: files.count,
      sizes: sizes.map((count, index) => ({ from: EDGES[index] ?? 0, to: EDGES[index + 1] ?? 0, files: count })),
    };
  },
});
