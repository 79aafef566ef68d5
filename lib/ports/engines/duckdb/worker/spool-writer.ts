import { readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '@/lib/model/errors';
import { SPOOL_INDEX, type SpoolIndex } from '../protocol';
import { text } from '../quote';
import { Stages } from '../stages';
import { parquetRows } from '../scan/parquet-rows';

/** Rows of a row group: a page of 200 rows reads one of them, and a part has at least one. */
export const ROW_GROUP_ROWS = 20_480;
const PARTS_FOLDER = 'parts';
const SINGLE_PART = 'rows.parquet';
const LOOK_EVERY_MS = 25;
/** The longer a statement runs, the less often its parts are looked at: each look takes a millisecond from it. */
const LOOK_SHARE = 0.05;
const LOOK_AT_LEAST_EVERY_MS = 250;

export interface SpoolPlan {
  readonly spool: string;
  /** SELECT whose columns are already named for the spool */
  readonly select: string;
  readonly rowLimit: number | null;
  /** the order of rows is part of the answer */
  readonly ordered: boolean;
  readonly maxBytes: number;
}

export interface SpoolOutcome { readonly rowCount: number; readonly truncated: boolean; readonly spoolBytes: number }

async function writeIndex(spool: string, index: SpoolIndex): Promise<void> {
  const target = join(spool, SPOOL_INDEX);
  await writeFile(`${target}.tmp`, JSON.stringify(index));
  await rename(`${target}.tmp`, target);
}

/** Parts in the order in which they were begun: data_0, data_1, …, data_10. */
async function listParts(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const number = (name: string): number => Number(/(\d+)\.parquet$/.exec(name)?.[1] ?? 0);
  return names.filter((name) => name.endsWith('.parquet')).sort((a, b) => number(a) - number(b));
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => ({ size: 0 }))).size;

/** Rows of a part that is whole, as the engine reads it: for footers that are too long for `parquetRows`. */
async function rowsByEngine(connection: DuckDBConnection, file: string): Promise<number> {
  const reader = await connection.runAndReadAll(`SELECT num_rows FROM parquet_file_metadata(${text(file)})`);
  return Number(reader.getRows()[0]?.[0]);
}

/**
 * Runs the statement into the spool. A result that has an order, or a limit that one part can hold, goes into one file, which
 * DuckDB writes in order on all threads; any other goes into parts, each readable as soon as it is whole.
 * @param onRows rows that can be read now
 * Throws STORAGE_FULL when the result grows over `maxBytes`.
 */
export async function writeSpool(connection: DuckDBConnection, plan: SpoolPlan, onRows: (available: number) => void, stages = new Stages()): Promise<SpoolOutcome> {
  const single = plan.ordered || (plan.rowLimit !== null && plan.rowLimit <= ROW_GROUP_ROWS);
  const limited = plan.rowLimit === null ? plan.select : `${plan.select} LIMIT ${plan.rowLimit + 1}`;
  const target = join(plan.spool, single ? SINGLE_PART : PARTS_FOLDER);
  const options = `FORMAT parquet, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}, COMPRESSION snappy, ${single ? 'USE_TMP_FILE false' : 'ROW_GROUPS_PER_FILE 1'}`;
  const watch = watchParts(connection, plan, single ? null : target, onRows);
  let copied: number;
  try {
    const reader = await connection.runAndReadAll(`COPY (${limited}\n) TO ${text(target)} (${options})`);
    copied = Number(reader.getRows()[0]?.[0] ?? 0);
    stages.end('execution');
  } catch (error) {
    throw watch.overflow() ?? error;
  } finally {
    await watch.stop();
  }
  const overflow = watch.overflow();
  if (overflow) throw overflow;
  const truncated = plan.rowLimit !== null && copied > plan.rowLimit;
  const rowCount = truncated && plan.rowLimit !== null ? plan.rowLimit : copied;
  const parts = single ? [{ file: SINGLE_PART, rows: copied }] : await watch.complete();
  const counted = parts.reduce((sum, { rows }) => sum + rows, 0);
  if (counted !== copied) throw new Error(`the parts of the result hold ${counted} rows of the ${copied} that were written`);
  await writeIndex(plan.spool, { parts, available: rowCount, complete: true });
  onRows(rowCount);
  const sizes = await Promise.all(parts.map(({ file }) => sizeOf(join(plan.spool, file))));
  return { rowCount, truncated, spoolBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Looks at the parts while they are written: announces whole ones, and interrupts the statement when they take too much room. */
function watchParts(connection: DuckDBConnection, plan: SpoolPlan, folder: string | null, onRows: (available: number) => void) {
  const parts: { file: string; rows: number }[] = [];
  const sizes = new Map<string, number>();
  let over: AppError | null = null;
  let announced = 0;

  const count = async (rowsOf: (file: string) => number | null | Promise<number>): Promise<void> => {
    const names = folder === null ? [] : await listParts(folder);
    for (let at = parts.length; at < names.length; at += 1) {
      const name = names[at] ?? '';
      const rows = await rowsOf(join(folder ?? '', name));
      if (rows === null) break;
      parts.push({ file: `${PARTS_FOLDER}/${name}`, rows });
    }
  };
  const measure = async (): Promise<number> => {
    if (folder === null) return sizeOf(join(plan.spool, SINGLE_PART));
    // A part that was followed by two more does not grow again.
    const names = await listParts(folder);
    await Promise.all(names.map(async (name, at) => {
      if (at >= names.length - 16 || !sizes.has(name)) sizes.set(name, await sizeOf(join(folder, name)));
    }));
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
  };
  const look = async (): Promise<void> => {
    if ((await measure()) > plan.maxBytes) {
      over = new AppError('STORAGE_FULL', `The result takes more than the ${plan.maxBytes} bytes that one result may take on disk.`);
      connection.interrupt();
    }
    const before = parts.length;
    await count(parquetRows);
    if (parts.length === before) return;
    const rows = parts.reduce((sum, part) => sum + part.rows, 0);
    const available = plan.rowLimit === null ? rows : Math.min(rows, plan.rowLimit);
    if (available === announced) return;
    announced = available;
    await writeIndex(plan.spool, { parts, available, complete: false });
    onRows(available);
  };

  let stopped = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const began = performance.now();
  const wait = (): void => {
    const pause = Math.min(LOOK_AT_LEAST_EVERY_MS, Math.max(LOOK_EVERY_MS, (performance.now() - began) * LOOK_SHARE));
    timer = setTimeout(() => { running = look().finally(() => { if (!stopped) wait(); }); }, pause);
  };
  wait();
  return {
    /** All parts, once the engine has written the last. */
    async complete(): Promise<readonly { file: string; rows: number }[]> {
      await count((file) => parquetRows(file) ?? rowsByEngine(connection, file));
      return parts;
    },
    overflow: (): AppError | null => over,
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await running;
      const bytes = await measure();
      if (over === null && bytes > plan.maxBytes) over = new AppError('STORAGE_FULL', `The result takes more than the ${plan.maxBytes} bytes that one result may take on disk.`);
    },
  };
}
