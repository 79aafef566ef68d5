import { z } from 'zod';
import { columnName, columnTraits, formatVersion, partitionFields, properties, sortFields } from './columns';

export const FILE_FORMATS = ['csv', 'json', 'parquet'] as const;
const one = z.string().regex(/^[^\r\n]$/u, 'must be one character');
const strptime = z.string().max(100).describe('By the letters of strptime, for example %d.%m.%Y; ISO 8601 unless told');

/** How a file is to be read; what is not told is looked for in the file. */
export const fileOptions = z.object({
  format: z.enum(FILE_FORMATS).optional().describe('json is one JSON object a line'),
  delimiter: one.optional().describe('CSV only'),
  quote: z.union([one, z.literal('')]).optional().describe('CSV only; empty for none'),
  header: z.boolean().optional().describe('CSV only: the first record holds names'),
  nullText: z.string().max(100).default('').describe('CSV only: a field of this text is NULL, as an empty one is that is not quoted'),
  dateFormat: strptime.default(''),
  timestampFormat: strptime.default(''),
});
export type FileOptionsInput = z.output<typeof fileOptions>;

/** A column of the table that is filled from the file's column `source`. */
export const loadColumns = z.array(z.object({ source: z.string().min(1).max(2000).describe('name of the column in the file'), name: columnName, ...columnTraits, type: columnTraits.type.optional().describe('of a new table; a table that is there has its own') })).max(2000);

/** Where the file is: an upload of one's own, or a path in the warehouse's store, for who may maintain the catalog. */
export const filePlace = { upload: z.string().regex(/^[0-9a-f-]{36}$/, 'must be the id of an upload').optional(), path: z.string().min(1).max(4000).optional() };

export const inspectRequest = {
  options: fileOptions.default({ nullText: '', dateFormat: '', timestampFormat: '' }),
  columns: loadColumns.optional().describe('with types as they were corrected; inferred unless told'),
};

/** What `POST …/tables/{table}/load` takes. */
export const loadRequest = {
  ...filePlace,
  options: inspectRequest.options,
  columns: loadColumns.min(1),
  mode: z.enum(['append', 'overwrite', 'create']),
  onBadRows: z.enum(['refuse', 'skip']).default('refuse'),
  partition: partitionFields.default([]).describe('of a new table'), sortOrder: sortFields.default([]).describe('of a new table'), properties: properties.default({}).describe('of a new table'),
  formatVersion: formatVersion.default(2).describe('of a new table'), comment: z.string().max(10_000).optional().describe('of a new table'),
};
