import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '@/lib/model/errors';
import type { SpoolIndex } from '../protocol';
import { textList } from '../quote';
import { readIndex } from '../read-index';

/** Columns by which rows of a spool stand as the answer has them. */
export const ANSWER_ORDER = 'file_index, file_row_number';

export interface SpoolRows {
  /** a FROM clause over the rows that the answer shows; null when it has none */
  readonly from: string | null;
  /** the condition that cuts the last part where the answer was cut; TRUE where it was not */
  readonly where: string;
}

/** Where the shown rows of a finished spool lie. Paths are the console's own. */
export async function spoolRows(spool: string): Promise<SpoolRows> {
  const { parts, available, complete } = await readIndex(spool);
  if (!complete) throw new AppError('CONFLICT', 'The statement has not finished.');
  const taken: SpoolIndex['parts'][number][] = [];
  let rows = 0;
  for (const part of parts) {
    if (rows >= available) break;
    taken.push(part);
    rows += part.rows;
  }
  if (taken.length === 0) return { from: null, where: 'TRUE' };
  const last = taken.length - 1;
  const kept = (taken[last]?.rows ?? 0) - (rows - available);
  return {
    from: `read_parquet(${textList(taken.map(({ file }) => join(spool, file)))}, hive_partitioning = false)`,
    where: rows === available ? 'TRUE' : `(file_index < ${last} OR file_row_number < ${kept})`,
  };
}

/** Runs `work` and interrupts it when it takes longer than `ms`. */
export async function withinTime<Result>(connection: DuckDBConnection, ms: number, tooLong: string, work: () => Promise<Result>): Promise<Result> {
  let over = false;
  // between two steps an interrupt is lost, so it is repeated until the work has ended
  const timer = setTimeout(() => {
    over = true;
    again = setInterval(() => connection.interrupt(), 50);
    connection.interrupt();
  }, ms);
  let again: ReturnType<typeof setInterval> | undefined;
  try {
    return await work();
  } catch (error) {
    throw over ? new AppError('TIMEOUT', tooLong, {}, { cause: error }) : error;
  } finally {
    clearTimeout(timer);
    clearInterval(again);
  }
}
