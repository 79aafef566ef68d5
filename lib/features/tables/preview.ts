import { z } from 'zod';
import { typeText } from '@/lib/model/values/type-text';
import type { Column } from '@/lib/model/values/types';
import { command } from '@/lib/kernel/command';
import { asOf, inTable, select } from './inputs';
import { openTable, stateOf } from './open';
import { readRows } from './read-rows';
import { readScan, sqlColumns } from './read-scan';

/** First rows of a state: planning stops as soon as enough files are known, and only those are read. */
export const previewTable = command({
  name: 'table.preview', audit: 'rows', permission: select, input: inTable.extend({ ...asOf, limit: z.number().int().min(1).max(1000) }),
  run: async (ctx, input) => {
    const began = ctx.now().getTime();
    const loaded = await openTable(ctx, input);
    const state = stateOf(loaded, input);
    const shown = sqlColumns(state.schema);
    const columns: Column[] = shown.map(({ name, type }) => ({ name, type }));
    const { scan, plan } = await readScan(ctx, loaded, { alias: 'preview', ...state, fields: shown.map(({ field }, index) => ({ ...field, name: `c${index}` })), filter: { op: 'true' }, limit: input.limit });
    const answer = { snapshotId: state.snapshot?.snapshotId.toString() ?? null, columns: columns.map(({ name, type }) => ({ name, type: typeText(type) })), filesRead: plan.files.length, filesTotal: plan.counts.filesTotal };
    ctx.note({ rowsMax: input.limit, snapshotId: answer.snapshotId });
    if (plan.files.length === 0 || columns.length === 0) return { ...answer, rows: [], milliseconds: ctx.now().getTime() - began };
    const { rows } = await readRows(ctx, { sql: `SELECT ${columns.map((_, index) => `c${index}`).join(', ')} FROM preview LIMIT ${input.limit}`, columns, scans: [scan], limit: input.limit });
    return { ...answer, rows: rows.map((row) => [...row]), milliseconds: ctx.now().getTime() - began };
  },
});
