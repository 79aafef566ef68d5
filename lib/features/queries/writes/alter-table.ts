import { queryFailed } from '@/lib/model/errors';
import { currentSchema, fromLogicalType, placedFields, type TableMetadata } from '@/lib/model/iceberg';
import { namespaceLevels } from '@/lib/model/routes';
import { typeText } from '@/lib/model/values/type-text';
import type { AlterTable, Span, SqlSession, StatementKind } from '@/lib/ports/parser/port';
import type { z } from 'zod';
import type { tableChange } from '@/lib/model/requests/table-changes';
import type { Context } from '@/lib/kernel/context';
import { changeTable } from '../../tables/changes';
import { unchanged, type WriteOutcome } from './outcome';
import { inSql, isThere, missingTable, placeOf, type Place } from './place';
import { readTableProperties } from './table-properties';

type Asked = z.input<typeof tableChange>;

/** ALTER TABLE and COMMENT, as changes of one commit; `dryRun` only says what it would change. */
export async function alterTable(ctx: Context, span: Span, kind: Extract<StatementKind, { kind: 'alter-table' | 'comment' }>, session: SqlSession, dryRun: boolean): Promise<WriteOutcome> {
  const place = placeOf(ctx, kind.target, session);
  const updateType = kind.kind === 'comment' ? 'COMMENT' : TYPES[kind.alter.change];
  const on = { catalog: place.catalog, namespace: place.namespace, table: place.table };
  if (!(await isThere(ctx, place))) {
    if (kind.kind === 'alter-table' && kind.ifExists) return unchanged(updateType, [`${place.name} is not there`]);
    throw missingTable(place, kind.target.span);
  }
  const { metadata } = await ctx.ports.catalog.loadTable({ namespace: namespaceLevels(place.namespace), name: place.table });
  const changes = kind.kind === 'comment' ? [comment(metadata, kind, span)] : changesOf(metadata, kind.alter, place, span);
  if (changes.length === 0) return unchanged(updateType, ['the table is so already'], on);
  const made = await inSql(span, { missing: () => missingTable(place, kind.target.span) }, () => changeTable(ctx, { dryRun, ...on, changes }));
  return { updateType, updateCount: null, on, metadataVersion: dryRun ? null : made.metadataVersion, snapshotId: made.snapshotId, words: made.effect.words, undo: made.undo };
}

const TYPES: Readonly<Record<AlterTable['change'], string>> = { 'add-column': 'ADD COLUMN', 'drop-column': 'DROP COLUMN', 'rename-column': 'RENAME COLUMN', 'set-type': 'SET COLUMN TYPE', 'drop-not-null': 'DROP NOT NULL', 'set-properties': 'SET PROPERTIES' };

/** A path as the schema spells it; SQL does not tell upper from lower case. Null where there is no such column. */
function spelled(metadata: TableMetadata, path: readonly string[]): string | null {
  const wanted = path.join('.').toLowerCase();
  const found = placedFields(currentSchema(metadata)).filter((placed) => placed.path.toLowerCase() === wanted);
  return (found.find((placed) => placed.path === path.join('.')) ?? found[0])?.path ?? null;
}

function column(metadata: TableMetadata, path: readonly string[], span: Span): string {
  const found = spelled(metadata, path);
  if (found === null) throw queryFailed('COLUMN_NOT_FOUND', `Column '${path.join('.')}' does not exist`, span.line, span.column);
  return found;
}

function comment(metadata: TableMetadata, { path, text }: Extract<StatementKind, { kind: 'comment' }>, span: Span): Asked {
  if (path.length > 0) return { kind: 'update-column', column: column(metadata, path, span), doc: text };
  return text === null ? { kind: 'remove-properties', keys: ['comment'] } : { kind: 'set-properties', properties: { comment: text } };
}

/** None where the statement says IF [NOT] EXISTS and there is nothing to do. */
function changesOf(metadata: TableMetadata, alter: AlterTable, { catalog }: Place, span: Span): Asked[] {
  switch (alter.change) {
    case 'add-column': {
      if (spelled(metadata, alter.path) !== null) {
        if (alter.ifNotExists) return [];
        throw queryFailed('COLUMN_ALREADY_EXISTS', `Column '${alter.path.join('.')}' already exists`, span.line, span.column);
      }
      const parent = alter.path.length === 1 ? null : column(metadata, alter.path.slice(0, -1), span);
      return [{ kind: 'add-column', parent, name: alter.path.at(-1)!, type: typeOf(metadata, alter.type, span), required: alter.required, ...(alter.comment === null ? {} : { doc: alter.comment }) }];
    }
    case 'drop-column': return alter.ifExists && spelled(metadata, alter.path) === null ? [] : [{ kind: 'drop-column', column: column(metadata, alter.path, span) }];
    case 'rename-column': return alter.ifExists && spelled(metadata, alter.path) === null ? [] : [{ kind: 'rename-column', column: column(metadata, alter.path, span), name: alter.path.length === 1 ? alter.to.toLowerCase() : alter.to }];
    case 'set-type': return [{ kind: 'update-column', column: column(metadata, alter.path, span), type: typeOf(metadata, alter.type, span) }];
    case 'drop-not-null': return [{ kind: 'update-column', column: column(metadata, alter.path, span), required: false }];
    case 'set-properties': {
      const { partition, sortOrder, formatVersion, location } = readTableProperties(catalog, alter.properties);
      if (location !== undefined) throw queryFailed('NOT_SUPPORTED', 'The following properties cannot be updated: location', span.line, span.column);
      return [
        ...(formatVersion === undefined || formatVersion === metadata.formatVersion ? [] : [{ kind: 'upgrade-format' as const, formatVersion }]),
        ...(partition === undefined ? [] : [{ kind: 'set-partition-spec' as const, fields: partition.map((field) => ({ ...field })) }]),
        ...(sortOrder === undefined ? [] : [{ kind: 'set-sort-order' as const, fields: sortOrder.map((field) => ({ ...field })) }]),
      ];
    }
  }
}

function typeOf({ formatVersion }: TableMetadata, type: Parameters<typeof typeText>[0], { line, column: at }: Span): string {
  if (fromLogicalType(type, formatVersion) === null) throw queryFailed('NOT_SUPPORTED', `Type not supported for Iceberg: ${typeText(type)}`, line, at);
  return typeText(type);
}
