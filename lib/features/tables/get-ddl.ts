import { currentSchema, currentSortOrder, currentSpec } from '@/lib/model/iceberg';
import { namespaceLevels } from '@/lib/model/routes';
import { sqlTableName } from '@/lib/model/sql-name';
import { command } from '@/lib/kernel/command';
import { sparkDdl, trinoDdl } from './ddl';
import { describe, inTable } from './inputs';
import { openTable } from './open';

export const getDdl = command({
  name: 'table.ddl', audit: 'none', input: inTable, permission: describe,
  run: async (ctx, input) => {
    const { metadata } = await openTable(ctx, input);
    const [schema, spec, order] = [currentSchema(metadata), currentSpec(metadata), currentSortOrder(metadata)];
    return { trino: trinoDdl(sqlTableName(input.catalog, input.namespace, input.table), metadata, schema, spec, order), spark: sparkDdl([input.catalog, ...namespaceLevels(input.namespace), input.table], metadata, schema, spec) };
  },
});
