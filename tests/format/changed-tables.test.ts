import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataFile, newPositionDeleteFile, refChange, type LoadedTable, type SnapshotContent } from '@/lib/core/catalog';
import { currentSchema, snapshotById, type ContentFile, type NestedField } from '@/lib/model/iceberg';
import { DELETE_PATH, DELETE_POSITION } from '@/lib/model/iceberg/reserved-fields';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { limits } from '../support/engine-bench';
import { FormatLake } from '../support/format-lake';
import { askJava, findJava } from '../support/java';
import { askPython, findPython } from '../support/python';

const python = findPython();
const why = 'missing' in python ? `: skipped, ${python.missing}` : '';
const java = findJava('java');
const DAYS = 3;
const FILES = 24;
const ROWS = 50;
const READERS = ['pyiceberg', 'duckdb'] as const;
const FIELDS: readonly NestedField[] = [{ id: 0, name: 'id', required: false, type: { type: 'long' } }, { id: 0, name: 'day', required: false, type: { type: 'date' } }];

/** Repeatable pseudo-random numbers below `below`. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; return Math.floor((state / 2 ** 32) * below); };
}

/** A table that is changed in every way, and beside it the ids that each of its snapshots must hold. */
class ChangedTable {
  readonly states = new Map<bigint, readonly number[]>();
  private readonly held = new Map<string, { readonly file: ContentFile; readonly first: number; readonly deleted: Set<number> }>();
  private spare: ContentFile[] = [];
  private used = 0;
  private readonly pick: (below: number) => number;
  constructor(private readonly lake: FormatLake, private readonly engine: QueryEngine, readonly version: 1 | 2 | 3) {
    this.pick = numbers(version * 7);
  }
  get table() { return { namespace: ['changed'], name: `v${this.version}` }; }

  get folder(): string { return `/changed/v${this.version}`; }

  async make(): Promise<void> {
    const properties = { 'commit.manifest.min-count-to-merge': '4', 'commit.manifest.target-size-bytes': '12000' };
    const loaded = await this.lake.catalog.createTable(this.table, { fields: FIELDS, partition: [{ column: 'day', transform: { kind: 'identity' } }], formatVersion: this.version, properties });
    await this.lake.store.makeFolders(`${loaded.folder}/data`);
    const folder = (await this.lake.store.localPath(`${loaded.folder}/data`)) ?? '';
    const written = await this.engine.write({
      sql: `SELECT i AS id, DATE '2024-01-01' + (i // ${ROWS} % ${DAYS})::INTEGER AS day, i // ${ROWS} AS number FROM range(${FILES * ROWS}) t(i)`, scans: [], fields: currentSchema(loaded.metadata).fields, folder, orderBy: ['id'], limits, targetFileBytes: 2 ** 27, compression: 'zstd',
      partition: [{ sql: 'number::INTEGER', field: { id: 1, name: 'n', required: false, type: { type: 'int' } } }, { sql: 'day', field: { id: 2, name: 'd', required: false, type: { type: 'date' } } }],
    });
    const files = written.map((file) => ({ number: Number(file.partition[0]), file: newDataFile(loaded.metadata, file, { path: `${loaded.metadata.location}/data/${file.localPath.slice(file.localPath.lastIndexOf('/') + 1)}`, specId: 0, partition: file.partition.slice(1) }) }));
    this.spare = files.sort((a, b) => a.number - b.number).map(({ file }) => file);
  }

  private fresh(count: number): readonly ContentFile[] {
    const files = this.spare.slice(this.used, this.used + count);
    files.forEach((file, index) => this.held.set(file.path, { file, first: (this.used + index) * ROWS, deleted: new Set() }));
    this.used += count;
    return files;
  }

  private some(count: number): readonly string[] {
    const paths = [...this.held.keys()];
    return [...new Set(Array.from({ length: count }, () => paths[this.pick(paths.length)] ?? ''))];
  }

  private async commit(content: SnapshotContent): Promise<LoadedTable> {
    const { loaded } = await this.lake.catalog.commit(this.table, (base) => this.lake.catalog.changeFiles(base, content));
    this.note(loaded);
    return loaded;
  }

  private note({ metadata }: LoadedTable): void {
    this.states.set(metadata.currentSnapshotId ?? -1n, [...this.held.values()].flatMap(({ first, deleted }) => Array.from({ length: ROWS }, (_, row) => row).filter((row) => !deleted.has(row)).map((row) => first + row)).sort((a, b) => a - b));
  }

  append(count: number): Promise<LoadedTable> {
    return this.commit({ operation: 'append', added: this.fresh(count) });
  }

  overwrite(gone: number, added: number): Promise<LoadedTable> {
    const removed = this.some(gone).map((path) => ({ path, contentOffset: null }));
    for (const { path } of removed) this.held.delete(path);
    return this.commit({ operation: added > 0 ? 'overwrite' : 'delete', added: this.fresh(added), removed });
  }

  /** Rows of two files: by vectors in v3, by one position delete file a partition in v2, not at all in v1. */
  async deleteRows(): Promise<void> {
    if (this.version === 1) return;
    const positions = new Map(this.some(2).map((path) => [path, [this.pick(ROWS), this.pick(ROWS), this.pick(ROWS)]]));
    const before = [...positions].map(([path]) => this.held.get(path)).filter((one) => one !== undefined);
    for (const [path, rows] of positions) for (const row of rows) this.held.get(path)?.deleted.add(row);
    if (this.version === 3) { await this.commit({ operation: 'delete', added: [], rowDeletes: { positions } }); return; }
    const added = await Promise.all(before.map(({ file }) => this.deleteFile(file, positions.get(file.path) ?? [])));
    await this.commit({ operation: 'delete', added });
  }

  private async deleteFile(file: ContentFile, rows: readonly number[]): Promise<ContentFile> {
    const loaded = await this.lake.catalog.loadTable(this.table);
    const folder = (await this.lake.store.localPath(`${loaded.folder}/data`)) ?? '';
    const values = [...new Set(rows)].map((row) => `(${row}::BIGINT)`).join(', ');
    const [written] = await this.engine.write({ sql: `SELECT '${file.path}' AS file_path, pos FROM (VALUES ${values}) v(pos)`, scans: [], fields: [DELETE_PATH, DELETE_POSITION], partition: [], orderBy: ['pos'], folder, targetFileBytes: 2 ** 27, compression: 'zstd', limits });
    if (written === undefined) throw new Error('nothing was written');
    return newPositionDeleteFile(written, { path: `${loaded.metadata.location}/data/${written.localPath.slice(written.localPath.lastIndexOf('/') + 1)}`, specId: file.specId, partition: file.partition }, [file.path]);
  }

  async rewriteManifests(): Promise<void> {
    this.note((await this.lake.catalog.commit(this.table, (base) => this.lake.catalog.maintenance.rewriteManifests(base, 'main'))).loaded);
  }

  /** A file staged on a branch, then picked. */
  async pickStaged(): Promise<void> {
    const { metadata } = await this.lake.catalog.loadTable(this.table);
    await this.lake.catalog.commit(this.table, async (base) => refChange(base, 'audit', { type: 'branch', snapshotId: metadata.currentSnapshotId ?? -1n }));
    const [file] = this.spare.slice(this.used, this.used + 1);
    if (file === undefined) throw new Error('no file is left');
    const { loaded } = await this.lake.catalog.commit(this.table, (base) => this.lake.catalog.changeFiles(base, { operation: 'append', added: [file], branch: 'audit' }));
    this.used += 1;
    await this.append(1);
    this.held.set(file.path, { file, first: (this.used - 2) * ROWS, deleted: new Set() });
    this.note((await this.lake.catalog.commit(this.table, (base) => this.lake.catalog.cherryPick(base, loaded.metadata.snapshots.at(-1)?.snapshotId ?? -1n))).loaded);
  }

  /** Lets all but the last snapshots go, and removes every file that nothing reaches then. */
  async expire(retainLast: number): Promise<number> {
    const { catalog, store } = this.lake;
    const before = await catalog.loadTable(this.table);
    const request = { olderThanMs: Date.now() + 1000, retainLast };
    const ids = catalog.maintenance.expiry(before, request).snapshots.map(({ snapshotId }) => snapshotId);
    await catalog.commit(this.table, async (base) => catalog.maintenance.expiryChange(base, request));
    const dead = await catalog.maintenance.deadFiles(before, ids, await catalog.loadTable(this.table));
    for (const { path } of dead) await store.remove(path);
    for (const id of ids) this.states.delete(id);
    return dead.length;
  }
}

describe.skipIf('missing' in python)(`tables that were changed in every way, read by others${why}${'missing' in java ? `; Java is not asked: ${java.missing}` : ''}`, () => {
  let engine: QueryEngine;
  let lake: FormatLake;
  beforeAll(async () => {
    engine = await startDuckDbEngine();
    lake = await FormatLake.open(engine, null);
    await lake.catalog.createNamespace(['changed']);
  });
  afterAll(async () => {
    await lake.close();
    await engine.close();
  });

  it.each([1, 2, 3] as const)('format version %i: each snapshot holds the rows that it must', async (version) => {
    const made = new ChangedTable(lake, engine, version);
    await made.make();
    await made.append(3);
    await made.deleteRows();
    await made.append(2);
    await made.overwrite(1, 2);
    await made.deleteRows();
    await made.deleteRows();
    await made.append(1);
    await made.append(1);
    await made.overwrite(2, 0);
    await made.deleteRows();
    await made.pickStaged();
    await made.rewriteManifests();
    await made.overwrite(1, 1);
    expect(await made.expire(6)).toBeGreaterThan(0);
    await made.deleteRows();
    const { metadata, metadataPath, table } = await lake.catalog.loadTable(made.table);
    const states = [...made.states].filter(([id]) => snapshotById(metadata, id) !== null);
    expect(states.length).toBeGreaterThan(5);
    const sql = 'SELECT list(c0 ORDER BY c0)::VARCHAR FROM t';
    const questions = READERS.flatMap((reader) => states.map(([id]) => ({ reader, metadata: lake.folder + metadataPath, snapshot: String(id), filter: null, columns: ['id'], sql })));
    const answers = await askPython<readonly ({ readonly rows: readonly (readonly (string | null)[])[] } | { readonly error: string })[]>('path' in python ? python.path : '', 'read_tables.py', questions);
    const said = 'missing' in java ? null : (await askJava(java, 'ReadIds', states.flatMap(([id]) => [lake.folder + made.folder, String(id)]))).split('\n');
    const ours = await lake.readAll(table, states.map(([id]) => ({ snapshot: String(id), only: ['id'] })));
    for (const [index, [, ids]] of states.entries()) {
      const expected = `[${ids.join(', ')}]`;
      const rows = ours[index]?.rows ?? [];
      expect(rows.map(([value]) => Number(value)).sort((a, b) => a - b), `ours at ${index}`).toEqual(ids);
      if (said !== null) expect(said[index], `Java at ${index}`).toBe(expected);
      READERS.forEach((reader, at) => expect(answers[at * states.length + index], `${reader} at ${index}`).toEqual({ rows: [[expected]] }));
    }
  }, 300_000);
});
