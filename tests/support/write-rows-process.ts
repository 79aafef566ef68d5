import { writeSync } from 'node:fs';
import { openCatalog } from '@/lib/core/catalog';
import { applyRowWrite } from '@/lib/features/tables/writing/apply-row-write';
import type { Context } from '@/lib/kernel/context';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { createDuckDbEngine } from '@/lib/ports/engines/duckdb/duckdb-engine';
import { defaultRunAs } from '@/lib/ports/engines/duckdb/run-as';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { planChange, type Change } from './plan-change';

/**
 * A console of its own that writes rows, batch after batch, until it is killed: `node write-rows-process.mjs ROOT WORKERS ID`. Each
 * batch of its own is inserted, updated or deleted whole; it says what it is about to do, and what is done.
 */
const [root = '', workers = '', id = ''] = process.argv.slice(2);
const ROWS = 1000;
const store = await openLocalFileStore(root);
const engine = await createDuckDbEngine({ workers, macros: '', runAs: defaultRunAs() });
const say = (): void => undefined;
const ports = { store, catalog: openCatalog({ name: 'lake', store }), engine, settings: readSettings({ LAKEHOUSE_HOME: `${root}/../home` }), log: { debug: say, info: say, warn: say, error: say } };
const ctx = { ports, principal: { name: id }, signal: new AbortController().signal, note: say, now: () => new Date() } as unknown as Context;
const table = { namespace: ['made'], name: 'rows' };
const tell = (word: string, batch: string, value: string): void => { writeSync(1, `${JSON.stringify({ word, batch, value })}\n`); };
const batches: string[] = [];

tell('ready', '', '');
for (let op = 0; ; op += 1) {
  const known = batches[Math.floor(Math.random() * batches.length)];
  const choice = known === undefined ? 0 : Math.random();
  const batch = choice < 0.5 || known === undefined ? `${id}-${op}` : known;
  const where = `c1 = '${batch}'`;
  const filter = { op: '=', column: 'batch', value: batch } as const;
  const [change, value]: readonly [Change, string] = choice < 0.5 ? [{ kind: 'insert', select: `SELECT CAST(i AS BIGINT), '${batch}', 'new' FROM range(${ROWS}) t(i)` }, 'new']
    : choice < 0.8 ? [{ kind: 'update', set: { 2: `'changed ${op}'` }, where, filter }, `changed ${op}`] : [{ kind: 'delete', where, filter, whole: true }, 'none'];
  tell('begin', batch, value);
  for (;;) {
    try {
      await applyRowWrite(ctx, await planChange(ctx, table, change));
      break;
    } catch (error) {
      // a conflict is planned again, as the verb does it
      if ((error as { code?: unknown }).code !== 'CONFLICT') throw error;
    }
  }
  tell('done', batch, value);
  if (value === 'none') batches.splice(batches.indexOf(batch), 1);
  else if (value === 'new') batches.push(batch);
}
