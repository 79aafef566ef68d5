import { readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
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

// The process has nothing else to do than to wait for the engine, from whose processors each call that is not synchronous takes
// ten times as much.
function writeIndex(spool: string, index: SpoolIndex): void {
  const target = join(spool, SPOOL_INDEX);
  writeFileSync(`${target}.tmp`, JSON.stringify(index));
  renameSync(`${target}.tmp`, target);
}

/** Parts in the order in which they were begun: data_0, data_1, …, data_10; none before the engine has made the folder. */
function listParts(folder: string): readonly string[] {
  const number = (name: string): number => Number(/(\d+)\.parquet$/.exec(name)?.[1] ?? 0);
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.parquet')).sort((a, b) => number(a) - number(b));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

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
    throw watch.failure() ?? error;
  } finally {
    watch.stop();
  }
  const failure = watch.failure();
  if (failure) throw failure;
  const truncated = plan.rowLimit !== null && copied > plan.rowLimit;
  const rowCount = truncated && plan.rowLimit !== null ? plan.rowLimit : copied;
  const parts = single ? [{ file: SINGLE_PART, rows: copied }] : await watch.complete();
  const counted = parts.reduce((sum, { rows }) => sum + rows, 0);
  if (counted !== copied) throw new Error(`the parts of the result hold ${counted} rows of the ${copied} that were written`);
  writeIndex(plan.spool, { parts, available: rowCount, complete: true });
  onRows(rowCount);
  return { rowCount, truncated, spoolBytes: parts.reduce((sum, { file }) => sum + sizeOf(join(plan.spool, file)), 0) };
}

/** Looks at the parts while they are written: announces whole ones, and interrupts the statement when they take too much room. */
function watchParts(connection: DuckDBConnection, plan: SpoolPlan, folder: string | null, onRows: (available: number) => void) {
  const parts: { file: string; rows: number }[] = [];
  const sizes = new Map<string, number>();
  let over: AppError | null = null;
  let failed: Error | null = null;
  let announced = 0;

  const names = (): readonly string[] => (folder === null ? [] : listParts(folder));
  const add = (name: string, rows: number): void => void parts.push({ file: `${PARTS_FOLDER}/${name}`, rows });
  const check = (listed: readonly string[]): void => {
    if (folder === null) sizes.set(SINGLE_PART, sizeOf(join(plan.spool, SINGLE_PART)));
    // one that many have followed does not grow again
    else for (const [at, name] of listed.entries()) if (at >= listed.length - 16 || !sizes.has(name)) sizes.set(name, sizeOf(join(folder, name)));
    if ([...sizes.values()].reduce((sum, size) => sum + size, 0) <= plan.maxBytes || over !== null) return;
    over = new AppError('STORAGE_FULL', `The result takes more than the ${plan.maxBytes} bytes that one result may take on disk.`);
  };
  const look = (): void => {
    const listed = names();
    check(listed);
    if (over !== null) connection.interrupt();
    const before = parts.length;
    for (const name of listed.slice(before)) {
      const rows = parquetRows(join(folder ?? '', name));
      if (rows === null) break;
      add(name, rows);
    }
    if (parts.length === before) return;
    const rows = parts.reduce((sum, part) => sum + part.rows, 0);
    const available = plan.rowLimit === null ? rows : Math.min(rows, plan.rowLimit);
    if (available === announced) return;
    announced = available;
    writeIndex(plan.spool, { parts, available, complete: false });
    onRows(available);
  };

  let timer: NodeJS.Timeout;
  const began = performance.now();
  const wait = (): void => {
    const pause = Math.min(LOOK_AT_LEAST_EVERY_MS, Math.max(LOOK_EVERY_MS, (performance.now() - began) * LOOK_SHARE));
    timer = setTimeout(() => {
      try {
        look();
        wait();
      } catch (error) {
        failed = error as Error;
        connection.interrupt();
      }
    }, pause);
  };
  wait();
  return {
    /** All parts, once the engine has written the last. */
    async complete(): Promise<readonly { file: string; rows: number }[]> {
      for (const name of names().slice(parts.length)) {
        const file = join(folder ?? '', name);
        add(name, parquetRows(file) ?? (await rowsByEngine(connection, file)));
      }
      return parts;
    },
    /** why the statement was or must be interrupted */
    failure: (): Error | null => over ?? failed,
    stop(): void {
      clearTimeout(timer);
      check(names());
    },
  };
}
