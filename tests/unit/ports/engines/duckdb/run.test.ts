import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Worker } from '@/lib/ports/engines/duckdb/pool';
import type { WorkerReply, WorkerRequest } from '@/lib/ports/engines/duckdb/protocol';
import { startRun } from '@/lib/ports/engines/duckdb/run';
import type { KnownSchema } from '@/lib/ports/engines/duckdb/scan/known-schemas';
import { SchemaMemory } from '@/lib/ports/engines/duckdb/schema-memory';

const LIMITS = { memoryBytes: 1, threads: 1, timeMs: 60_000, spoolBytes: 1 };
const schema = (bytes: string): KnownSchema => [bytes, []];
const done: WorkerReply = { kind: 'done', rowCount: 0, truncated: false, spoolBytes: 0, peakMemoryBytes: 0, stages: [] };

describe('a child that runs a statement', () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A statement whose child answers with `replies`; what is remembered then, and what the child was sent. */
  async function run(replies: readonly WorkerReply[]): Promise<{ known: readonly KnownSchema[]; sent: readonly string[] }> {
    let listener: (reply: WorkerReply) => void = () => undefined;
    let leave: (said: string) => void = () => undefined;
    const exited = new Promise<string>((resolve) => { leave = resolve; });
    const sent: string[] = [];
    const send = (request: WorkerRequest): void => {
      sent.push(request.kind);
      if (request.kind === 'run') for (const reply of replies) listener(reply);
    };
    const worker: Worker = { pid: process.pid, send, onReply: (next) => { listener = next; }, kill: () => leave(''), exited };
    const memory = new SchemaMemory();
    // of its own, as each statement has: what one leaves is cleared away while the next begins
    const spool = mkdtempSync(join(folder, 'spool-'));
    const task = startRun(async () => worker, { sql: '', columns: [], scans: [], functions: [], spool, rowLimit: null, limits: { ...LIMITS, memoryBytes: 2 ** 40 } }, { runAs: null, memory, onSaid: () => undefined, onStages: () => undefined }, () => undefined);
    await task.result;
    return { known: memory.list(), sent };
  }

  it('gets its limits before the statement', async () => {
    expect((await run([done])).sent).toEqual(['begin', 'run']);
  });

  it('is believed what it learned of schemas before it looked at the text, and nothing later', async () => {
    expect((await run([{ kind: 'learned', schemas: [schema('first')] }, { kind: 'learned', schemas: [schema('second')] }, done])).known).toEqual([schema('first')]);
    expect((await run([{ kind: 'rows', available: 1 }, { kind: 'learned', schemas: [schema('late')] }, done])).known).toEqual([]);
  });
});
