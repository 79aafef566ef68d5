import type { z } from 'zod';
import { invalidInput } from '@/lib/model/errors';
import { currentSchema, evolveSortOrder, evolveSpec, fieldByPath, identifierProblem, newTableMetadata, type NestedField, type NewTable, type TableMetadata } from '@/lib/model/iceberg';
import { readDefault } from '@/lib/model/iceberg/schema/default-input';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';
import { checkSchema } from '@/lib/model/iceberg/updates/schema-rules';
import type { newTable } from '@/lib/model/requests/new-table';
import { readTransform } from '../definition-text';
import { checkNewProperties, isPlaceOf } from './property-rules';

export type NewTableInput = z.output<z.ZodObject<typeof newTable>>;
export type Definition = Omit<NewTable, 'location' | 'uuid'>;

/** What was asked for, in the format's words. `folderUri` is where the table will lie. Throws INVALID_INPUT with the rule in words. */
export function definitionOf(input: NewTableInput, folderUri: string): Definition {
  const { formatVersion, comment } = input;
  if (input.location !== undefined && !isPlaceOf(input.location, folderUri)) throw invalidInput(`A table of this catalog lies in its own folder, ${folderUri}; leave the location out.`, { location: `is ${folderUri} or nothing` });
  checkNewProperties(input.properties, folderUri);
  const definition: Definition = {
    formatVersion, fields: input.columns.map((column) => fieldOf(column, formatVersion)), identifiers: input.identifierFields,
    partition: input.partition.map(({ column, transform, name }) => ({ column, transform: readTransform(transform), ...(name === undefined ? {} : { name }) })),
    sort: input.sortOrder.map(({ column, transform, direction, nulls }) => ({ column, transform: readTransform(transform), direction, ...(nulls === undefined ? {} : { nullOrder: `nulls-${nulls}` as const }) })),
    properties: { ...input.properties, ...(comment === undefined ? {} : { comment }) },
  };
  checkDefinition(definition);
  return definition;
}

/** The table as it would be, for a dry run and for its rules. */
export const sketch = (definition: Definition, location: string, nowMs: number): TableMetadata => newTableMetadata({ ...definition, location, uuid: '00000000-0000-0000-0000-000000000000' }, nowMs);

function checkDefinition({ partition = [], sort = [], identifiers = [], ...columns }: Definition): void {
  const bare = sketch({ ...columns, identifiers: [] }, '', 0);
  const schema = currentSchema(bare);
  checkSchema(schema, bare.formatVersion, null);
  evolveSpec(bare, partition);
  evolveSortOrder(bare, sort);
  for (const path of identifiers) {
    const placed = fieldByPath(schema, path);
    const problem = placed === null ? `There is no column ${path}.` : identifierProblem(schema, placed);
    if (problem !== null) throw invalidInput(problem);
  }
}

function fieldOf({ name, type: given, required, doc, initialDefault, writeDefault }: NewTableInput['columns'][number], formatVersion: number): NestedField {
  const type = readTypeInput(given, formatVersion);
  return {
    id: 0, name, required, type, ...(doc === undefined || doc === '' ? {} : { doc }),
    ...(initialDefault === undefined ? {} : { initialDefault: readDefault(initialDefault, type) }), ...(writeDefault === undefined ? {} : { writeDefault: readDefault(writeDefault, type) }),
  };
}
