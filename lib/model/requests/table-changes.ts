import { z } from 'zod';
import { columnName, columnPath, columnTraits, columnType, defaultValue, formatVersion, partitionFields, properties, propertyKeys, sortFields } from './columns';

const place = z.union([z.object({ first: z.literal(true) }), z.object({ after: columnName }), z.object({ before: columnName })], { error: 'must be {"first": true}, {"after": name} or {"before": name}' });

const kinds = [
  z.object({ kind: z.literal('add-column'), parent: columnPath.nullable().default(null).describe('dotted name of the struct it goes into'), name: columnName, ...columnTraits, to: place.optional() }),
  z.object({ kind: z.literal('rename-column'), column: columnPath, name: columnName.describe('the new name, without the path') }),
  z.object({ kind: z.literal('drop-column'), column: columnPath }),
  z.object({ kind: z.literal('move-column'), column: columnPath, to: place.describe('beside a column of the same struct') }),
  z.object({
    kind: z.literal('update-column'), column: columnPath, type: columnType.optional().describe('a wider type'), required: z.boolean().optional(),
    doc: z.string().max(10_000).nullable().optional().describe('null takes it away'), writeDefault: defaultValue.nullable().optional().describe('null takes it away'),
  }),
  z.object({ kind: z.literal('set-identifier-fields'), columns: z.array(columnPath).max(100) }),
  z.object({ kind: z.literal('set-partition-spec'), fields: partitionFields.describe('the whole spec; none for no partitions') }),
  z.object({ kind: z.literal('set-sort-order'), fields: sortFields.describe('the whole order; none for unsorted') }),
  z.object({ kind: z.literal('set-properties'), properties }),
  z.object({ kind: z.literal('remove-properties'), keys: propertyKeys }),
  z.object({ kind: z.literal('upgrade-format'), formatVersion }),
] as const;

/** One change of a table, as `PATCH …/tables/{table}` takes it. */
export const tableChange = z.discriminatedUnion('kind', kinds, { error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${kinds.map((kind) => kind.shape.kind.value).join(', ')}` : undefined) });
export type TableChange = z.output<typeof tableChange>;
export type TableChangeKind = TableChange['kind'];

/** All of one PATCH: made in order, in one commit. */
export const tableChanges = z.array(tableChange).min(1).max(500);
