import type { DuckDBConnection } from '@duckdb/node-api';
import { DELETE_PATH, DELETE_POSITION, LAST_CHANGE_FIELD, ROW_ID_FIELD } from '@/lib/model/iceberg/reserved-fields';
import type { DeletedRows, EngineWriteResult, EngineWriteStatement, FilesScan, WrittenFile } from '../../port';
import { identifier } from '../quote';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { createFilesView } from '../scan/files-scan';
import { localFiles } from '../scan/known-files';
import { defaultLiteral } from '../scan/literal';
import { admitStatement } from '../statement-tree';
import { newColumn, storedFields, toFile } from '../write/file-schema';
import { partitionColumns, sortColumns } from '../write/lay-out';
import { registerHashes } from '../write/register-hashes';
import { CHANGED, COMING, GOING, readPositions, stageChanges, TOUCHED, touchFiles, typedColumns, type TouchedFile } from './changed-rows';
import type { FilesJob } from './copy-rows';
import { writeDataFiles } from './data-files';
import { createScan } from './create-scan';
import { serialize } from './run-statement';
import { lockSession, type Session } from './session';

type Outcome = Omit<EngineWriteResult, 'peakMemoryBytes'>;
const NO_ROWS = { inserted: 0, updated: 0, deleted: 0 };
const TARGET = 'rows of the table';

/** Runs one statement that writes, behind the walls of a query; files are made in its staging folder alone. @param session within its limits */
export async function writeStatement(session: Session, statement: EngineWriteStatement, temporary: string, readDeletionVector: DeletionVectorReader): Promise<Outcome> {
  const { connection } = session;
  const { scans, target } = statement;
  registerHashes(connection);
  await lockSession(connection, localFiles(target === null ? scans : [...scans, target.scan]), [statement.staging]);
  const work = new StatementWriter(session, statement, temporary, readDeletionVector);
  if (statement.kind === 'rewrite') return work.rewrite();
  for (const scan of scans) await createScan(connection, scan, readDeletionVector);
  admitStatement(await serialize(connection, statement.sql), { tables: scans.map(({ alias }) => alias), functions: statement.functions });
  return statement.kind === 'rows' ? work.insert() : work.change();
}

class StatementWriter {
  private readonly connection: DuckDBConnection;
  constructor(private readonly session: Session, private readonly statement: EngineWriteStatement, private readonly temporary: string, private readonly readDeletionVector: DeletionVectorReader) {
    this.connection = session.connection;
  }

  async insert(): Promise<Outcome> {
    const { sql, layout: { fields } } = this.statement;
    const omitted = new Set(this.statement.omitted);
    const columns = fields.flatMap((field, index) => (field.type.type === 'unknown' ? [] : [`${newColumn(omitted.has(field.id) ? defaultLiteral(field.writeDefault, field.type) : `c${index}`, field)} AS ${identifier(field.name)}`]));
    const files = await this.write(`SELECT ${columns.join(', ')} FROM (SELECT ${typedColumns(fields)} FROM (${sql}\n) AS source(${fields.map((_, index) => `c${index}`).join(', ')}))`, false);
    return { files, deleted: [], deleteFiles: [], rows: { ...NO_ROWS, inserted: files.reduce((sum, { recordCount }) => sum + recordCount, 0) } };
  }

  async rewrite(): Promise<Outcome> {
    const { scan } = this.target();
    await this.readTarget(scan);
    const files = await this.write(this.kept('true'), this.statement.layout.rowLineage);
    return { files, deleted: scan.files.map(({ file }) => ({ path: file.path, whole: true, count: 0, positions: null })), deleteFiles: [], rows: NO_ROWS };
  }

  async change(): Promise<Outcome> {
    const { connection, statement: { kind, sql, layout } } = this;
    const target = this.target();
    const asked = this.statement.scans.find((scan): scan is FilesScan => scan.kind === 'files' && scan.positions === true);
    if (asked === undefined) throw new Error('no scan of a changing statement gives positions');
    const deletesOnly = kind === 'delete';
    const rows = await stageChanges(connection, sql, layout.fields, deletesOnly);
    const touched = await touchFiles(connection, asked, target);
    const fresh = deletesOnly ? [] : [this.fresh()];
    if (target.mode === 'rewrite') {
      const local = new Set(touched.map(({ file }) => file.localPath));
      const files = target.scan.files.filter(({ localPath }) => local.has(localPath));
      if (files.length !== touched.length) throw new Error('files that lose rows are not among those whose rows can be written anew');
      if (files.length > 0) await this.readTarget({ ...target.scan, files });
      const kept = files.length === 0 ? [] : [this.kept(`NOT EXISTS (SELECT 1 FROM ${CHANGED} AS going WHERE ${GOING} AND going.file = kept.c_file AND going.pos = kept.c_pos)`)];
      const sources = [...kept, ...(rows.inserted + rows.updated > 0 ? fresh : [])];
      const written = sources.length === 0 ? [] : await this.write(sources.join(' UNION ALL '), layout.rowLineage);
      return { files: written, deleted: touched.map((one) => deletedRows(one, null)), deleteFiles: [], rows };
    }
    const files = rows.inserted + rows.updated > 0 ? await this.write(fresh.join(''), layout.rowLineage) : [];
    if (target.mode === 'files') return { files, deleted: touched.map((one) => deletedRows(one, null)), deleteFiles: await this.deleteFiles(touched), rows };
    const positions = await readPositions(connection, asked, touched);
    return { files, deleted: touched.map((one) => deletedRows(one, positions.get(one.file.localPath) ?? null)), deleteFiles: [], rows };
  }

  private target() {
    const { target } = this.statement;
    if (target === null) throw new Error('a changing statement has no target');
    return target;
  }

  private async readTarget(scan: FilesScan): Promise<void> {
    await createFilesView(this.connection, { ...scan, alias: TARGET }, this.readDeletionVector, this.statement.layout.rowLineage ? this.target().sequenceNumbers : null);
  }

  /** Rows as the statement made them, in the form of the files; of a row that moved, the id that it had. */
  private fresh(): string {
    const { fields, rowLineage } = this.statement.layout;
    const columns = fields.flatMap((field, index) => (field.type.type === 'unknown' ? [] : [`${newColumn(`c${index}`, field)} AS ${identifier(field.name)}`]));
    const lineage = rowLineage ? [`CASE WHEN op = 3 THEN row_id END AS ${ROW_ID_FIELD.name}`, `CAST(NULL AS BIGINT) AS ${LAST_CHANGE_FIELD.name}`] : [];
    return `SELECT ${[...columns, ...lineage].join(', ')} FROM ${CHANGED} WHERE ${COMING}`;
  }

  /** Rows of the target that stay as they are, in the form of the files. */
  private kept(condition: string): string {
    const { fields, rowLineage } = this.statement.layout;
    const columns = fields.flatMap((field, index) => (field.type.type === 'unknown' ? [] : [`${toFile(`c${index}`, field.type)} AS ${identifier(field.name)}`]));
    const lineage = rowLineage ? [`c_row_id AS ${ROW_ID_FIELD.name}`, `c_last_change AS ${LAST_CHANGE_FIELD.name}`] : [];
    return `SELECT ${[...columns, ...lineage].join(', ')} FROM ${identifier(TARGET)} AS kept WHERE ${condition}`;
  }

  private write(select: string, withLineage: boolean): Promise<readonly WrittenFile[]> {
    const { layout, staging } = this.statement;
    const described = storedFields(layout.fields);
    const job: FilesJob = {
      ...layout, select, described, fields: withLineage ? [...described, ROW_ID_FIELD, LAST_CHANGE_FIELD] : described, partition: partitionColumns(layout), orderBy: sortColumns(layout), folder: staging,
    };
    return this.files(job);
  }

  private readonly files = (job: FilesJob): Promise<readonly WrittenFile[]> => writeDataFiles(this.session, job, this.temporary, this.statement.limits);

  /** Position delete files, sorted by file and position (spec, Position Delete Files). */
  private async deleteFiles(touched: readonly TouchedFile[]): Promise<EngineWriteResult['deleteFiles']> {
    const names = new Map<number, string[]>();
    for (const { file, group, whole } of touched) if (!whole) names.set(group, [...(names.get(group) ?? []), file.file.path]);
    if (names.size === 0) return [];
    const fields = [DELETE_PATH, DELETE_POSITION];
    const written = await this.files({
      ...this.statement.layout, targetFileBytes: this.statement.layout.targetDeleteFileBytes, fields, described: fields, folder: this.statement.staging, orderBy: ['file_path', 'pos'], partition: [{ sql: 'grp', type: { type: 'int' } }],
      select: `SELECT t.path AS file_path, c.pos AS pos, t.grp AS grp FROM ${CHANGED} AS c JOIN ${TOUCHED} AS t ON t.local = c.file WHERE ${GOING} AND NOT t.whole`, metrics: new Map(),
    });
    return written.map((file) => ({ file: { ...file, partition: [] }, names: names.get(Number(file.partition[0])) ?? [] }));
  }
}

const deletedRows = ({ file, whole, count }: TouchedFile, positions: Float64Array | null): DeletedRows => ({ path: file.file.path, whole, count, positions });
