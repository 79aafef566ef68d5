import { z } from 'zod';
import { brokenTable, hasCode, notFound, unsupported } from '@/lib/model/errors';
import { command } from '@/lib/kernel/command';
import { liveFiles } from './files/live-files';
import { asOf, inTable, select } from './inputs';
import { openTable, stateOf } from './open';

/** A live file's own footer, with the bounds of its columns: values of rows, so it takes select and is recorded. */
export const getFooter = command({
  name: 'table.footer', audit: 'rows', permission: select, input: inTable.extend({ ...asOf, path: z.string().min(1).max(4000) }),
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { snapshot } = stateOf(loaded, input);
    const files = await liveFiles(ctx, loaded, snapshot);
    const at = files.paths.indexOf(input.path);
    // only files of the table can be named, so that nothing else can be read through this door
    if (at < 0) throw notFound('file', input.path);
    if (files.format[at] !== 'parquet') throw unsupported(`This is a ${files.format[at] ?? ''} file; only Parquet files have a footer to show.`);
    const path = loaded.location.resolve(input.path);
    const local = await ctx.ports.store.localPath(path).catch((error: unknown) => {
      if (hasCode(error, 'NOT_FOUND')) throw brokenTable(`The table names the file ${path}, which is missing.`, path, error);
      throw error;
    });
    if (local === null) throw unsupported('Footers are shown of files on this machine only.');
    ctx.note({ file: path });
    const footer = await ctx.ports.engine.readFooter(local);
    return { ...footer, rowGroups: [...footer.rowGroups], columns: [...footer.columns] };
  },
});
