import type { TableInfo } from '../table-place';
import type { TableDraft } from './table-draft';

/** A table that nobody has changed yet. */
export function draftOfTable(table: Pick<TableInfo, 'formatVersion' | 'schema' | 'partitionSpecs' | 'sortFields' | 'properties'>): TableDraft {
  const keys = new Map(table.schema.fields.map((field) => [field.path, field.id]));
  const spec = table.partitionSpecs.find(({ current }) => current);
  return {
    formatVersion: table.formatVersion,
    fields: table.schema.fields.map((field) => ({
      key: field.id, parent: field.parentId, name: field.name, type: /^(struct|list|map)</.exec(field.icebergType)?.[1] ?? field.icebergType, required: field.required,
      doc: field.doc ?? '', initialDefault: plain(field.initialDefault), writeDefault: plain(field.writeDefault),
    })),
    identifiers: table.schema.fields.filter(({ identifier }) => identifier).map(({ id }) => id),
    partition: (spec?.fields ?? []).flatMap(({ source, transform, name }) => { const key = keys.get(source); return key === undefined || transform === 'void' ? [] : [{ source: key, transform, name }]; }),
    sort: table.sortFields.flatMap(({ column, ...rest }) => { const key = keys.get(column); return key === undefined ? [] : [{ source: key, ...rest }]; }),
    properties: table.properties,
  };
}

/** A default as one would type it: the API gives JSON. */
function plain(json: string | null): string {
  if (json === null || json === 'null') return '';
  if (!json.startsWith('"')) return json;
  const text: unknown = JSON.parse(json);
  return typeof text === 'string' ? text : json;
}
