import { z } from 'zod';
import { brokenTable, hasCode, notFound, unsupported } from '@/lib/model/errors';
import { command } from '@/lib/kernel/command';
import { entriesOf } from './entries';
import { asOf, inTable, select } from './inputs';
import { openTable, stateOf } from './open';

/** A live file's own footer, with the bounds of its columns: values of rows, so it takes select and is recorded. */
export const getFooter = command({
  name: 'table.footer', audit: 'rows', permission: select, input: inTable.extend({ ...asOf, path: z.string().min(1).max(4000) }),
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { snapshot } = stateOf(loaded, input);
    for await (const entries of entriesOf(ctx, loaded, snapshot, { statisticsOf: new Set() })) {
      const entry = entries.find(({ status, file }) => status !== 'deleted' && file.path === input.path);
      if (entry === undefined) continue;
      if (entry.file.format !== 'parquet') throw unsupported(`This is a ${entry.file.format} file; only Parquet files have a footer to show.`);
      const path = loaded.location.resolve(entry.file.path);
      const local = await ctx.ports.store.localPath(path).catch((error: unknown) => {
        if (hasCode(error, 'NOT_FOUND')) throw brokenTable(`The table names the file ${path}, which is missing.`, path, error);
        throw error;
      });
      if (local === null) throw unsupported('Footers are shown of files on this machine only.');
      ctx.note({ file: path });
      const footer = await ctx.ports.engine.readFooter(local);
      return { ...footer, rowGroups: [...footer.rowGroups], columns: [...footer.columns] };
    }
    // only files of the table can be named, so that nothing else can be read through this door
    throw notFound('file', input.path);
  },
});
