import { z } from 'zod';
import { columnName, columnPath, columnTraits, formatVersion, partitionFields, properties, sortFields } from './columns';

/** A table that is to be made, as `POST …/tables` takes it. */
export const newTable = {
  columns: z.array(z.object({ name: columnName, ...columnTraits })).min(1).max(10_000),
  identifierFields: z.array(columnPath).max(100).default([]),
  partition: partitionFields.default([]),
  sortOrder: sortFields.default([]),
  properties: properties.default({}),
  formatVersion: formatVersion.default(2),
  comment: z.string().max(10_000).optional(),
  location: z.string().max(4000).optional().describe("only the table's own folder in the warehouse, where it goes anyway"),
  orReplace: z.boolean().default(false).describe('a table that is there gets this definition and no rows; its history stays'),
  ifNotExists: z.boolean().default(false),
};
