import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemo } from '@/lib/features/demo';
import { currentSchema, schemaById, type NestedField, type Snapshot } from '@/lib/model/iceberg';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { FormatLake, type ReadOrder } from '../support/format-lake';
import { askPython, findPython } from '../support/python';
import { checksumSql, CHECKSUM_FUNCTIONS } from '../support/table-checksum';

const NOW = new Date('2026-03-10T15:30:00Z');
const TABLES = [['shop', 'customers'], ['shop', 'products'], ['shop', 'orders'], ['shop', 'order_lines'], ['web', 'web_events']] as const;
const READERS = ['pyiceberg', 'duckdb'] as const;
const python = findPython();
const why = 'missing' in python ? `: skipped, ${python.missing}` : '';

interface Question { readonly reader: string; readonly metadata: string; readonly snapshot: string | null; readonly filter: string | null; readonly columns: readonly string[]; readonly sql: string }
type Answer = { readonly rows: readonly (readonly (string | null)[])[] } | { readonly error: string };

describe.skipIf('missing' in python)(`other readers of the demo${why}`, () => {
  let engine: QueryEngine;
  let lake: FormatLake;
  const ask = (questions: readonly Question[]): Promise<readonly Answer[]> => askPython('path' in python ? python.path : '', 'read_tables.py', questions);

  beforeAll(async () => {
    engine = await startDuckDbEngine();
    lake = await FormatLake.open(engine, null);
    await makeDemo({ store: lake.store, engine, catalogName: 'lake', now: NOW, limits: { memoryBytes: 1024 ** 3, threads: 2 } });
  });
  afterAll(async () => {
    await lake.close();
    await engine.close();
  });

  it.each(TABLES)('%s.%s: every row of the newest state, of tags, branches and older snapshots', async (namespace, name) => {
    const table = { namespace: [namespace], name };
    const { metadata, metadataPath } = await lake.catalog.loadTable(table);
    const fieldsOf = (snapshot: Snapshot | undefined): readonly NestedField[] => (snapshot?.schemaId == null ? currentSchema(metadata) : schemaById(metadata, snapshot.schemaId)).fields;
    const named = Object.values(metadata.refs).map(({ snapshotId }) => snapshotId);
    const middle = metadata.snapshots.filter((_, index) => index === 4).map(({ snapshotId }) => snapshotId);
    const snapshots = [...new Set([...named, ...middle])].filter((id) => id !== metadata.currentSnapshotId);
    const orders: readonly ReadOrder[] = [{}, ...snapshots.map((id) => ({ snapshot: String(id) }))];
    const questions: Question[] = [];
    const ours: unknown[] = [];
    for (const order of orders) {
      const fields = order.snapshot === undefined ? currentSchema(metadata).fields : fieldsOf(metadata.snapshots.find(({ snapshotId }) => String(snapshotId) === order.snapshot));
      ours.push(await lake.ask(table, order, checksumSql(fields, 'ours'), ['varchar', 'varchar'], CHECKSUM_FUNCTIONS));
      for (const reader of READERS) questions.push({ reader, metadata: lake.folder + metadataPath, snapshot: order.snapshot ?? null, filter: null, columns: fields.map((field) => field.name), sql: checksumSql(fields, 'theirs') });
    }
    expect(ours).not.toContainEqual([['0', expect.anything()]]);
    const answers = await ask(questions);
    for (const [index, question] of questions.entries()) expect(answers[index], `${question.reader} at ${question.snapshot ?? 'the newest'}`).toEqual({ rows: ours[Math.floor(index / READERS.length)] });
  }, 120_000);
});
