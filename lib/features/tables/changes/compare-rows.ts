import { z } from 'zod';
import { currentSchema, schemaById, type Schema, type Snapshot } from '@/lib/model/iceberg';
import { typeText } from '@/lib/model/values/type-text';
import type { LoadedTable } from '@/lib/core/catalog';
import type { FilesScan, ScanFile } from '@/lib/ports/engines/port';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { select } from '../inputs';
import { openTable } from '../open';
import { readRows } from '../read-rows';
import { readScan, sqlColumns } from '../read-scan';
import { comparing, pointsOf } from './compare';

const LIMIT_MAX = 1_000;

/** Rows that only one of two snapshots has, as many times as it has them more often. Only files that differ are read. */
export const compareRows = command({
  name: 'table.compare-rows', audit: 'rows', permission: select,
  input: comparing.extend({ kind: z.enum(['added', 'removed']), limit: z.number().int().min(1).max(LIMIT_MAX) }),
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { from, to } = pointsOf(loaded, input);
    const [having, lacking] = input.kind === 'added' ? [to, from] : [from, to];
    const schema = schemaOf(loaded, having ?? to);
    const shown = sqlColumns(schema);
    const columns = shown.map(({ name, type }) => ({ name, type }));
    const [own, other] = [await scanOf(ctx, loaded, schema, having, 'has_rows'), await scanOf(ctx, loaded, schema, lacking, 'lacks_rows')];
    const scans = differing(own, other);
    // what has nothing of its own has no rows that the other lacks
    const isSame = columns.length === 0 || scans[0].files.length === 0;
    const answer = { from: from?.snapshotId.toString() ?? null, to: to.snapshotId.toString(), kind: input.kind, columns: columns.map(({ name, type }) => ({ name, type: typeText(type) })), filesRead: isSame ? 0 : scans.reduce((sum, scan) => sum + scan.files.length, 0) };
    ctx.note({ rowsMax: input.limit, from: answer.from, to: answer.to, kind: input.kind });
    if (isSame) return { ...answer, rows: [], truncated: false };
    const names = columns.map((_, index) => `c${index}`).join(', ');
    const sql = scans[1].files.length === 0 ? `SELECT ${names} FROM has_rows` : `SELECT ${names} FROM (SELECT ${names} FROM has_rows EXCEPT ALL SELECT ${names} FROM lacks_rows) AS differing`;
    const { rows, truncated } = await readRows(ctx, { sql, columns, scans: scans.filter((scan) => scan.files.length > 0), limit: input.limit });
    ctx.note({ rows: rows.length });
    return { ...answer, rows, truncated };
  },
});

const schemaOf = ({ metadata }: LoadedTable, { schemaId }: Snapshot): Schema => (schemaId === null || !metadata.schemas.some((one) => one.schemaId === schemaId) ? currentSchema(metadata) : schemaById(metadata, schemaId));

async function scanOf(ctx: Context, loaded: LoadedTable, schema: Schema, snapshot: Snapshot | null, alias: string): Promise<FilesScan> {
  const { scan } = await readScan(ctx, loaded, { alias, snapshot, schema, fields: sqlColumns(schema).map(({ field }, index) => ({ ...field, name: `c${index}` })), filter: { op: 'true' }, limit: null });
  return scan;
}

/** Both scans without the files that they share with the same deletes: their rows are the same. */
function differing(a: FilesScan, b: FilesScan): readonly [FilesScan, FilesScan] {
  const key = ({ localPath, deletes }: ScanFile): string => [localPath, ...deletes.map((one) => `${one.localPath}@${one.file.contentOffset ?? ''}`).sort()].join('\n');
  const [inA, inB] = [new Set(a.files.map(key)), new Set(b.files.map(key))];
  return [{ ...a, files: a.files.filter((file) => !inB.has(key(file))) }, { ...b, files: b.files.filter((file) => !inA.has(key(file))) }];
}
