import { queryFailed } from '@/lib/model/errors';
import type { Predicate } from '@/lib/model/iceberg';
import type { ParsedStatement, SqlSession, StatementKind } from '@/lib/ports/parser/port';
import type { Context } from '@/lib/kernel/context';
import { compact, expireSnapshots, removeOrphans } from '../../maintenance';
import { registerTable, rollback } from '../../tables/changes';
import { refusals } from './create-table';
import { durationArgument, readArguments, sizeArgument, textArgument, wholeArgument } from './arguments';
import type { WriteOutcome } from './outcome';
import { inSql, isThere, missingTable, placeOf, requireCatalog } from './place';
import { resolveTarget } from './resolve-target';

type Execute = Extract<StatementKind, { kind: 'execute' }>;
const DAY_MS = 86_400_000;
/** Trino's own defaults. */
const RETENTION_MS = 7 * DAY_MS;
const SMALL_BYTES = 100 * 2 ** 20;

/** ALTER TABLE … EXECUTE, under the right to maintain; it ends when the work is done. */
export async function executeProcedure(ctx: Context, script: string, statement: ParsedStatement, kind: Execute, session: SqlSession, dryRun: boolean): Promise<WriteOutcome> {
  const { span } = statement;
  const { line, column } = span;
  const place = placeOf(ctx, kind.target, session);
  const on = { catalog: place.catalog, namespace: place.namespace, table: place.table };
  if (!(await isThere(ctx, place))) throw missingTable(place, kind.target.span);
  if (kind.filtered && kind.procedure !== 'optimize') throw queryFailed('NOT_SUPPORTED', `WHERE not supported for procedure ${kind.procedure.toUpperCase()}`, line, column);
  const olderThan = (names: ReturnType<typeof readArguments>): string => new Date(ctx.now().getTime() - (durationArgument(names, 'retention_threshold') ?? RETENTION_MS)).toISOString();
  const outcome = (words: readonly string[], made: { readonly metadataVersion: number; readonly snapshotId: string | null }): WriteOutcome =>
    ({ updateType: 'ALTER TABLE EXECUTE', updateCount: null, on, metadataVersion: dryRun ? null : made.metadataVersion, snapshotId: made.snapshotId, words, undo: null });
  return inSql(span, { missing: () => missingTable(place, kind.target.span) }, async () => {
    switch (kind.procedure) {
      case 'optimize': {
        const given = readArguments(kind.args, ['file_size_threshold'], 0, span);
        const filter = kind.filtered ? await conditionOf(ctx, script, statement, kind, session) : null;
        const made = await compact(ctx, { ...on, dryRun, minInputFiles: 2, smallerThanBytes: sizeArgument(given, 'file_size_threshold') ?? SMALL_BYTES, ...(filter === null ? {} : { filter }) });
        return outcome([dryRun ? `writes ${count(made.files, 'file')} anew as about ${made.becomes}` : `${count(made.done.filesRemoved, 'file')} became ${made.done.filesAdded}`, ...made.leftAlone.map(({ partition, why }) => `${partition === '' ? 'the table' : partition} was left alone: ${why}`)], made);
      }
      case 'expire_snapshots': {
        const made = await expireSnapshots(ctx, { ...on, dryRun, olderThan: olderThan(readArguments(kind.args, ['retention_threshold'], 0, span)) });
        return outcome([`${dryRun ? 'lets ' : ''}${count(made.snapshots, 'snapshot')} ${dryRun ? 'go' : 'went'}`, dryRun ? `${made.bytes} bytes become free` : `${count(made.removed, 'file')} removed`], made);
      }
      case 'remove_orphan_files': {
        const made = await removeOrphans(ctx, { ...on, dryRun, olderThan: olderThan(readArguments(kind.args, ['retention_threshold'], 0, span)) });
        return outcome([`${dryRun ? 'moves ' : ''}${count(made.files, 'file')} ${dryRun ? 'to the trash' : 'moved to the trash'}`], made);
      }
      case 'drop_extended_stats': throw queryFailed('NOT_SUPPORTED', 'There are no extended statistics here: files carry their own.', line, column);
      default: throw queryFailed('PROCEDURE_NOT_FOUND', `Table procedure not registered: ${kind.procedure}`, line, column);
    }
  });
}

const count = (number: number, one: string): string => `${number.toLocaleString('en-US')} ${number === 1 ? one : `${one}s`}`;

/** The condition of EXECUTE … WHERE, which the files' own statistics must be able to answer. */
async function conditionOf(ctx: Context, script: string, statement: ParsedStatement, kind: Execute, session: SqlSession): Promise<Predicate> {
  const target = await resolveTarget(ctx, kind.target, session, 'maintain', 'maintain');
  const { scans } = await ctx.ports.parser.translate(script, statement.index, session, [{ index: kind.target.index, name: target.name, columns: target.columns }], ctx.signal);
  return scans.find(({ index }) => index === kind.target.index)?.filter ?? { op: 'true' };
}

/** CALL of the procedures that Trino's connector has. */
export async function callProcedure(ctx: Context, kind: Extract<StatementKind, { kind: 'call' }>, session: SqlSession, dryRun: boolean): Promise<WriteOutcome> {
  const { procedure, span } = kind;
  const [name, schema, catalog] = procedure.toReversed();
  const owner = catalog ?? session.catalog;
  if (owner === null) throw queryFailed('MISSING_CATALOG_NAME', 'Catalog must be specified when session catalog is not set', span.line, span.column);
  requireCatalog(ctx, owner, span);
  const system = schema ?? session.schema;
  if (system === 'system' && name === 'rollback_to_snapshot') {
    const given = readArguments(kind.args, ['schema', 'table', 'snapshot_id'], 3, span);
    const mention = { index: 0, span, catalog: owner, schema: textArgument(given, 'schema'), table: textArgument(given, 'table')!, metadataTable: null, version: null };
    const place = placeOf(ctx, mention, session);
    const on = { catalog: place.catalog, namespace: place.namespace, table: place.table };
    if (!(await isThere(ctx, place))) throw missingTable(place, span);
    const snapshotId = wholeArgument(given, 'snapshot_id')!;
    const made = await inSql(span, { missing: () => queryFailed('INVALID_ARGUMENTS', `Cannot roll back to unknown snapshot id: ${snapshotId}`, span.line, span.column) }, () => rollback(ctx, { ...on, dryRun, snapshotId }));
    return { updateType: 'CALL', updateCount: null, on, metadataVersion: dryRun ? null : made.metadataVersion, snapshotId: made.snapshotId, words: made.effect.words, undo: made.undo };
  }
  if (system === 'system' && name === 'register_table') {
    const given = readArguments(kind.args, ['schema_name', 'table_name', 'table_location', 'metadata_file_name'], 2, span);
    const place = placeOf(ctx, { index: 0, span, catalog: owner, schema: textArgument(given, 'schema_name'), table: textArgument(given, 'table_name')!, metadataTable: null, version: null }, session);
    const folder = [ctx.ports.store.rootUri, ...place.namespace.split('\u001f'), place.table].join('/');
    const location = textArgument(given, 'table_location');
    if ((location !== null && location.replace(/\/+$/, '') !== folder) || given.has('metadata_file_name')) throw queryFailed('NOT_SUPPORTED', `A table of this catalog lies in its own folder, ${folder}, and its newest metadata there is taken; leave location and file out.`, span.line, span.column);
    const on = { catalog: place.catalog, namespace: place.namespace, table: place.table };
    const nothing = () => queryFailed('TABLE_NOT_FOUND', `There is no table to take over in ${folder}`, span.line, span.column);
    const made = await inSql(span, { ...refusals(place, span), missing: nothing }, () => registerTable(ctx, { ...on, dryRun }));
    return { updateType: 'CALL', updateCount: null, on, metadataVersion: dryRun ? null : made.metadataVersion, snapshotId: made.snapshotId, words: made.effect.words, undo: made.undo };
  }
  throw queryFailed('PROCEDURE_NOT_FOUND', `Procedure not registered: ${[system, name].filter((part) => part !== null && part !== undefined).join('.')}`, span.line, span.column);
}
