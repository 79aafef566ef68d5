import type { RemovedFile, RowDeletes, SnapshotContent } from '@/lib/core/catalog';
import { conflict } from '@/lib/model/errors';
import { currentSchema, type ContentFile, type Operation } from '@/lib/model/iceberg';
import type { EngineWriteResult, FilesScan, WriteTarget } from '@/lib/ports/engines/port';
import type { Context } from '@/lib/kernel/context';
import { adoptFiles, type AdoptedFiles } from './adopt-files';
import { deletesFileByFile, isolationOf, modeOf } from './change-mode';
import { layoutOf, requireWritableColumns } from './file-layout';
import { fullScan } from './full-scan';
import type { RowWrite } from './row-write';
import { runWrite } from './run-write';
import { sequenceNumbersOf } from './sequence-numbers';
import { wholeFiles } from './whole-files';

/** Files of a write that lie ready, and how a snapshot takes them up. */
export interface ReadyWrite {
  readonly content: SnapshotContent;
  readonly rows: EngineWriteResult['rows'];
  readonly adopted: AdoptedFiles | null;
}

const NO_ROWS = { inserted: 0, updated: 0, deleted: 0 };
const removed = ({ path }: Pick<ContentFile, 'path'>): RemovedFile => ({ path, contentOffset: null });

/** Runs an INSERT and puts its files into the table's folder. */
export async function writeInserts(ctx: Context, write: RowWrite, staging: string): Promise<ReadyWrite> {
  const { metadata } = write.target;
  const layout = layoutOf(metadata);
  requireWritableColumns(layout.fields);
  const names = new Set(write.omitted);
  const omitted = layout.fields.filter(({ name }) => names.has(name)).map(({ id }) => id);
  const result = await runWrite(ctx, { kind: 'rows', sql: write.sql, scans: write.scans, functions: write.functions, omitted, layout, target: null, staging });
  const adopted = await adoptFiles(ctx.ports.store, staging, write.target, result, new Map());
  return { content: { operation: 'append', added: adopted.added, branch: write.branch }, rows: result.rows, adopted };
}

/** Runs a DELETE, UPDATE or MERGE: files whose every row goes are not read, of the others rows leave as the table's properties say. */
export async function writeChanges(ctx: Context, write: RowWrite, operation: 'delete' | 'update' | 'merge', staging: string): Promise<ReadyWrite> {
  const { target, snapshot } = write;
  const whole = operation === 'delete' && write.whole ? await wholeFiles(ctx, target, snapshot, write.filter) : [];
  const scans = write.scans.map((scan) => (scan.kind === 'files' && scan.positions === true ? without(scan, whole) : scan));
  const asked = scans.find((scan): scan is FilesScan => scan.kind === 'files' && scan.positions === true);
  if (asked === undefined) throw new TypeError('A statement that changes rows has no scan with positions');
  const validate = { since: snapshot?.snapshotId ?? null, filter: write.filter, schema: currentSchema(target.metadata), isolation: isolationOf(target.metadata, operation) };
  const gone = whole.reduce((sum, { recordCount }) => sum + recordCount, 0);
  if (operation !== 'merge' && asked.files.length === 0) {
    return { content: { operation: 'delete', added: [], removed: whole.map(removed), branch: write.branch, validate: { ...validate, referenced: [] } }, rows: { ...NO_ROWS, deleted: gone }, adopted: null };
  }
  const layout = layoutOf(target.metadata);
  const mode = modeOf(target.metadata, operation);
  if (mode === 'rewrite' || operation !== 'delete') requireWritableColumns(layout.fields);
  const result = await runWrite(ctx, {
    kind: operation === 'delete' ? 'delete' : 'delta', sql: write.sql, scans, functions: write.functions, omitted: [], layout, staging,
    target: await targetOf(ctx, write, mode, without(mode === 'rewrite' ? await fullScan(ctx, target, snapshot, write.filter) : asked, whole)),
  });
  const dataFiles = new Map(asked.files.map(({ file }) => [file.path, file]));
  const adopted = await adoptFiles(ctx.ports.store, staging, target, result, dataFiles);
  const leaves = result.deleted.filter((one) => mode === 'rewrite' || one.whole);
  const keeps = result.deleted.filter((one) => mode !== 'rewrite' && !one.whole);
  return {
    adopted, rows: { ...result.rows, deleted: result.rows.deleted + gone },
    content: {
      operation: operationOf(adopted.added, result.deleted.length + whole.length), added: adopted.added, branch: write.branch, removed: [...leaves, ...whole].map(removed),
      ...(mode === 'positions' && keeps.length > 0 ? { rowDeletes: rowDeletes(asked, keeps) } : {}),
      validate: { ...validate, referenced: keeps.map(({ path }) => path) },
    },
  };
}

function without(scan: FilesScan, files: readonly ContentFile[]): FilesScan {
  const paths = new Set(files.map(({ path }) => path));
  return files.length === 0 ? scan : { ...scan, files: scan.files.filter(({ file }) => !paths.has(file.path)) };
}

async function targetOf(ctx: Context, { target, snapshot }: RowWrite, mode: WriteTarget['mode'], scan: FilesScan): Promise<WriteTarget> {
  const needsNumbers = mode === 'rewrite' && target.metadata.formatVersion >= 3;
  return { scan, mode, deleteFileEach: deletesFileByFile(target.metadata), sequenceNumbers: needsNumbers ? await sequenceNumbersOf(ctx, target, snapshot) : new Map() };
}

/** As Iceberg names what a change of rows does. */
function operationOf(added: readonly ContentFile[], touched: number): Operation {
  const addsRows = added.some(({ content }) => content === 'data');
  return touched === 0 ? 'append' : addsRows ? 'overwrite' : 'delete';
}

/** The engine's positions hold those of the position delete files that it read; a delete file that it did not read came later. */
function rowDeletes(asked: FilesScan, deleted: EngineWriteResult['deleted']): RowDeletes {
  const read = new Set(asked.files.flatMap(({ deletes }) => deletes.map(({ file }) => file.path)));
  return {
    positions: new Map(deleted.map(({ path, positions }) => [path, positions ?? new Float64Array()])),
    readPositionDeletes: async (deletes) => {
      if (deletes.some(({ file }) => !read.has(file.path))) throw conflict('Rows of the same files were deleted meanwhile. Read again and repeat.');
      return new Map();
    },
  };
}
