import { currentSchema, currentSortOrder, currentSpec } from '@/lib/model/iceberg';
import { command } from '@/lib/kernel/command';
import { sparkDdl, trinoDdl } from './ddl';
import { describe, inTable } from './inputs';
import { fullName, openTable } from './open';

export const getDdl = command({
  name: 'table.ddl', audit: 'none', input: inTable, permission: describe,
  run: async (ctx, input) => {
    const { metadata } = await openTable(ctx, input);
    const [schema, spec, order] = [currentSchema(metadata), currentSpec(metadata), currentSortOrder(metadata)];
    return { trino: trinoDdl(fullName(input), metadata, schema, spec, order), spark: sparkDdl(fullName(input), metadata, schema, spec) };
  },
});
