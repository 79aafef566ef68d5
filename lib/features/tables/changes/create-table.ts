import { z } from 'zod';
import { hasCode, invalidInput, AppError } from '@/lib/model/errors';
import { currentSchema, currentSortOrder, currentSpec, type TableMetadata } from '@/lib/model/iceberg';
import { newTable } from '@/lib/model/requests/new-table';
import { namespaceLevels } from '@/lib/model/routes';
import { sqlTableName } from '@/lib/model/sql-name';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import { sparkDdl, trinoDdl } from '../ddl';
import { inNamespace, nameOf, requireCatalog, tableOf, type InTable } from '../inputs';
import { tablePath } from './api-path';
import { checkNewTable } from './check-new';
import { commitChange, type Written } from './commit-change';
import { definitionOf, sketch, type Definition } from './definition-of';
import { amountsAt, NO_EFFECT, type Effect } from './effect';
import { etagOf } from './etag';
import type { Tell } from './once';
import { replacementOf } from './replacement';
import { writeOptions } from './write-input';
import { byVersions, writeVerb } from './write-verb';

const input = inNamespace.extend({ ...writeOptions, ...newTable, name: z.string().min(1).max(255) });
type Input = z.output<typeof input>;
const at = ({ catalog, namespace, name }: Input): InTable => ({ catalog, namespace, table: name });

/** A new table without rows. To replace one that is there takes the right to drop it. */
export const createTable = writeVerb({
  name: 'table.create', input, settle: byVersions((asked: Input) => nameOf(at(asked))),
  permission: (asked, ctx) => {
    requireCatalog(ctx, asked.catalog);
    const create = { privilege: 'create' as const, securable: securables.namespace(asked.catalog, asked.namespace) };
    return asked.orReplace ? [create, { privilege: 'drop' as const, securable: tableOf(at(asked)) }] : create;
  },
  run: (ctx, asked, tell) => create(ctx, asked, tell),
});

async function create(ctx: Context, asked: Input, tell: Tell): Promise<Written> {
  if (asked.orReplace && asked.ifNotExists) throw invalidInput('Say orReplace or ifNotExists, not both.');
  const { catalog, store } = ctx.ports;
  const name = nameOf(at(asked));
  const folderUri = `${store.rootUri}/${[...name.namespace, name.name].join('/')}`;
  const definition = definitionOf(asked, folderUri);
  if (asked.dryRun) return (await catalog.tableExists(name)) ? thereAlready(ctx, asked, tell, definition) : foreseen(ctx, asked, definition, folderUri);
  if (asked.orReplace && (await catalog.tableExists(name))) return replace(ctx, asked, tell, definition);
  try {
    const loaded = await catalog.createTable(name, definition, { attempt: async (attempt) => tell(attempt, made(asked, sketch(definition, folderUri, 0), `"${attempt.tableUuid ?? '-'}:${attempt.version}"`, attempt.version)) });
    ctx.note({ after: { metadataVersion: loaded.version, columns: definition.fields.length } });
    return made(asked, loaded.metadata, etagOf(loaded), loaded.version);
  } catch (error) {
    if (hasCode(error, 'ALREADY_EXISTS') && (await catalog.tableExists(name))) return thereAlready(ctx, asked, tell, definition, error);
    throw error;
  }
}

/** A table of that name is there: replaced, left as it is, or the reason to refuse. */
async function thereAlready(ctx: Context, asked: Input, tell: Tell, definition: Definition, error?: AppError): Promise<Written> {
  if (asked.orReplace) return replace(ctx, asked, tell, definition);
  if (!asked.ifNotExists) throw error ?? new AppError('ALREADY_EXISTS', `There is a table ${[...namespaceLevels(asked.namespace), asked.name].join('.')} already.`);
  const loaded = await ctx.ports.catalog.loadTable(nameOf(at(asked)));
  return { metadataVersion: loaded.version, snapshotId: loaded.metadata.currentSnapshotId?.toString() ?? null, etag: etagOf(loaded), dryRun: asked.dryRun, changed: false, effect: NO_EFFECT, undo: null };
}

const replace = (ctx: Context, asked: Input, tell: Tell, definition: Definition): Promise<Written> =>
  commitChange(ctx, { ...at(asked), dryRun: asked.dryRun, ifMatch: asked.ifMatch }, tell, async ({ metadata }) => ({
    change: { files: [], requirements: metadata.tableUuid === null ? [] : [{ type: 'assert-table-uuid', uuid: metadata.tableUuid }], updates: replacementOf(metadata, definition, ctx.now().getTime()) },
    describe: (after) => ({ effect: { words: [`puts another definition in the place of ${asked.name} and its rows; its ${metadata.snapshots.length} snapshots stay until they are expired`], ddl: ddlOf(asked, after, 'CREATE OR REPLACE TABLE'), before: amountsAt(metadata, metadata.currentSnapshotId), after: amountsAt(after, null) }, undo: null }),
  }));

/** What would be made, or what refuses it. */
async function foreseen(ctx: Context, asked: Input, definition: Definition, folderUri: string): Promise<Written> {
  await checkNewTable(ctx, nameOf(at(asked)));
  return { ...made(asked, sketch(definition, folderUri, ctx.now().getTime()), '', 0), etag: null, dryRun: true, undo: null };
}

function made(asked: Input, metadata: TableMetadata, etag: string, version: number): Written {
  const effect: Effect = { ...NO_EFFECT, words: [`makes the table ${asked.name} with ${currentSchema(metadata).fields.length} columns, format version ${metadata.formatVersion}`], ddl: ddlOf(asked, metadata, 'CREATE TABLE') };
  return {
    metadataVersion: version, snapshotId: null, etag, dryRun: false, changed: true, effect,
    undo: { method: 'DELETE', path: tablePath(at(asked)), ifMatch: etag, body: null, words: `Drop ${asked.name} again` },
  };
}

function ddlOf(asked: Input, metadata: TableMetadata, verb: string) {
  const [schema, spec, order] = [currentSchema(metadata), currentSpec(metadata), currentSortOrder(metadata)];
  const said = (text: string): string => `${text.replace('CREATE TABLE', verb)};`;
  return {
    trino: said(trinoDdl(sqlTableName(asked.catalog, asked.namespace, asked.name), metadata, schema, spec, order)),
    spark: said(sparkDdl([asked.catalog, ...namespaceLevels(asked.namespace), asked.name], metadata, schema, spec)),
  };
}
