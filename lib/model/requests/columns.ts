import { z } from 'zod';

/** Parts of what is asked of a table, for the contract of the API and for the verbs alike. */
export const columnPath = z.string().min(1).max(2000).describe('Dotted name; element, key and value are the insides of lists and maps');
export const columnName = z.string().min(1).max(255);

/** Read by `readTypeInput`. */
export const columnType = z.union([z.string().min(1).max(20_000), z.record(z.string(), z.unknown())], { error: 'must be a type: its text, or its JSON' })
  .describe('As Iceberg spells it (decimal(10,2), list<string>, struct<street: string, zip: int>), as Trino does (array(varchar)), or the JSON of the Iceberg specification, where ids may be left out');
export type TypeInput = z.output<typeof columnType>;

/** Read by `readDefault` for the column's type. */
export const defaultValue = z.union([z.string().max(20_000), z.number(), z.boolean()], { error: 'must be a text, a number, true or false' })
  .describe('A value of the column: text for numbers of 64 bits, decimals, dates and times; binary as hexadecimal text. Format version 3 only');
export type DefaultInput = z.output<typeof defaultValue>;

const transform = z.string().min(1).max(50).describe('identity, bucket[16], truncate[10], year, month, day, hour or void');
export const partitionFields = z.array(z.object({ column: columnPath, transform: transform.default('identity'), name: columnName.optional() })).max(100);
export const sortFields = z.array(z.object({ column: columnPath, transform: transform.default('identity'), direction: z.enum(['asc', 'desc']).default('asc'), nulls: z.enum(['first', 'last']).optional().describe('first for asc and last for desc unless told') })).max(100);
export const formatVersion = z.union([z.literal(1), z.literal(2), z.literal(3)], { error: 'must be 1, 2 or 3' });

/** What may be said of a column when it is made. */
export const columnTraits = {
  type: columnType,
  required: z.boolean().default(false),
  doc: z.string().max(10_000).optional(),
  initialDefault: defaultValue.optional().describe('What rows that are there already read as; format version 3'),
  writeDefault: defaultValue.optional().describe('What writers put in when they are told nothing; format version 3'),
};

const propertyKey = z.string().min(1).max(500);
export const propertyKeys = z.array(propertyKey).min(1).max(500);
export const properties = z.record(propertyKey, z.string().max(100_000));
