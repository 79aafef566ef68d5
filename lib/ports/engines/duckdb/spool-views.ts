import { createHash } from 'node:crypto';
import { chown, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, hasCode } from '@/lib/model/errors';
import type { QueryEngine } from '../port';
import type { RunAs } from './protocol';
import { readIndex } from './read-index';
import type { SpoolClient } from './spool-client';

const FOLDER = 'views';
/** Views kept of one answer: what one goes back and forth between. */
const KEPT_MOST = 6;
/** Views made at a time: the reader's threads are there for everybody's pages first. */
const AT_ONCE = 2;
const TOO_LARGE: ReadonlySet<string> = new Set(['EXCEEDED_LOCAL_MEMORY_LIMIT', 'EXCEEDED_SPILL_LIMIT']);

/** Makes views of finished spools through the reader, each once, in a folder of its spool that goes with it. */
export function createSpoolViews(reader: SpoolClient, runAs: RunAs | null): QueryEngine['viewSpool'] {
  const underway = new Map<string, Promise<number>>();
  const waiting: (() => void)[] = [];
  let made = 0;
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (made >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else made += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else made -= 1;
    }
  };

  const make = async (target: string, question: { spool: string; columns: Parameters<QueryEngine['viewSpool']>[1]; view: Parameters<QueryEngine['viewSpool']>[2] }): Promise<number> => {
    await dropOldest(join(question.spool, FOLDER), (folder) => underway.has(folder));
    await rm(target, { recursive: true, force: true });
    await mkdir(target, { recursive: true });
    if (runAs !== null) await chown(target, runAs.uid, runAs.gid);
    try {
      const answer = await reader.ask({ kind: 'view', ...question, target });
      if (answer.kind !== 'view') throw new AppError('INTERNAL', 'The reader of results answered out of turn.');
      return answer.rowCount;
    } catch (error) {
      await rm(target, { recursive: true, force: true });
      // the reader knows of memory and disk only as a statement does
      if (hasCode(error, 'QUERY_FAILED') && TOO_LARGE.has(error.details.sql?.name ?? '')) throw new AppError('STORAGE_FULL', 'This answer is too large to be sorted or filtered here. Put ORDER BY or WHERE into the statement.', {}, { cause: error });
      throw error;
    }
  };

  return async (spool, columns, view) => {
    const name = createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 32);
    const target = join(spool, FOLDER, name);
    const kept = await readIndex(target);
    if (kept.complete) return { spool: target, rowCount: kept.available };
    const making = underway.get(target) ?? inTurn(() => make(target, { spool, columns, view })).finally(() => underway.delete(target));
    underway.set(target, making);
    return { spool: target, rowCount: await making };
  };
}

async function dropOldest(folder: string, isUnderway: (view: string) => boolean): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !isUnderway(join(folder, name)));
  if (names.length < KEPT_MOST) return;
  const aged = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  for (const { name } of aged.toSorted((a, b) => a.at - b.at).slice(0, names.length - KEPT_MOST + 1)) await rm(join(folder, name), { recursive: true, force: true });
}
