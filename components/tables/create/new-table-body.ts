import { newType, partitionField, sortField } from '../schema-editor/changes-of';
import { rowsOf, type TableDraft } from '../schema-editor/table-draft';

/** What is asked of the server to make the table that the draft describes; its comment stands among the properties. */
export function newTableBody(name: string, draft: TableDraft) {
  const rows = rowsOf(draft).filter(({ gone }) => !gone);
  const paths = new Map(rows.map(({ field, path }) => [field.key, path.trim()]));
  const path = (key: number): string => paths.get(key) ?? '';
  const { comment, ...properties } = draft.properties;
  return {
    name: name.trim(), formatVersion: draft.formatVersion as 1 | 2 | 3, properties, ...(comment === undefined || comment === '' ? {} : { comment }),
    columns: rows.filter(({ field }) => field.parent === null).map(({ field }) => ({
      name: field.name.trim(), type: newType(draft, field), required: field.required, ...(field.doc === '' ? {} : { doc: field.doc }), ...(field.writeDefault === '' ? {} : { writeDefault: field.writeDefault }),
    })),
    identifierFields: draft.identifiers.map(path), partition: draft.partition.map((one) => partitionField(one, path)), sortOrder: draft.sort.map((one) => sortField(one, path)),
  };
}
