import type { TableInfo } from '@/components/tables/table-place';
import { draftOfTable } from '@/components/tables/schema-editor/draft-of-table';
import { rowsOf, type TableDraft } from '@/components/tables/schema-editor/table-draft';
import type { Change } from '@/components/tables/schema-editor/changes-of';
import { presentOrder, presentSpecs } from '@/lib/features/tables/get-table';
import { presentCurrentSchema } from '@/lib/features/tables/present-schema';
import { updatesOf } from '@/lib/features/tables/changes/updates-of';
import { applyUpdates, currentSchema, newTableMetadata, type NewTable, type TableMetadata } from '@/lib/model/iceberg';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';
import { tableChanges } from '@/lib/model/requests/table-changes';

const LOCATION = 'file:///lake/shop/orders';

/** Metadata of a table without rows; columns as `name: [required ]type`. */
export function tableOf(columns: Readonly<Record<string, string>>, more: Partial<NewTable> = {}): TableMetadata {
  const fields = Object.entries(columns).map(([name, text]) => ({ id: 0, name, required: text.startsWith('required '), type: readTypeInput(text.replace(/^required /, ''), 3) }));
  return newTableMetadata({ fields, location: LOCATION, uuid: '00000000-0000-4000-8000-000000000000', ...more }, 1_700_000_000_000);
}

/** A table as the editor gets it from the API. */
export const draftOf = (metadata: TableMetadata): TableDraft => draftOfTable({
  formatVersion: metadata.formatVersion, schema: presentCurrentSchema(metadata, currentSchema(metadata)), partitionSpecs: presentSpecs(metadata) as TableInfo['partitionSpecs'], sortFields: presentOrder(metadata), properties: { ...metadata.properties },
});

/** What the server makes of the changes, by its own code. */
export function applied(metadata: TableMetadata, changes: readonly Change[]): TableMetadata {
  if (changes.length === 0) return metadata;
  const tools = { nowMs: 1_700_000_001_000, uuid: '00000000-0000-4000-8000-000000000001', folderUri: LOCATION };
  return applyUpdates(metadata, updatesOf(metadata, tableChanges.parse(changes), tools), tools.nowMs);
}

/** A draft as one reads it, without keys: to be compared where new columns have got their ids. */
export function told(draft: TableDraft): unknown {
  const live = rowsOf(draft).filter(({ gone }) => !gone);
  const paths = new Map(live.map(({ field, path }) => [field.key, path]));
  return {
    fields: live.map(({ field, path }) => [path, field.type, field.required, field.doc]), identifiers: draft.identifiers.map((key) => paths.get(key) ?? '').toSorted((a, b) => a.localeCompare(b)),
    partition: draft.partition.map(({ source, transform }) => [paths.get(source), transform]), sort: draft.sort.map(({ source, ...rest }) => [paths.get(source), rest]),
    properties: draft.properties, formatVersion: draft.formatVersion,
  };
}
