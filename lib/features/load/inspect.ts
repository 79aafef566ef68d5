import { z } from 'zod';
import { invalidInput } from '@/lib/model/errors';
import { inferJsonType } from '@/lib/model/files/infer-json-type';
import { inferType } from '@/lib/model/files/infer-type';
import { typeWords } from '@/lib/model/files/type-words';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';
import { filePlace, inspectRequest } from '@/lib/model/requests/load';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { requireCatalog } from '../tables/inputs';
import { openFile, sampleFile, type SampledRecord } from './look';
import { placeNeeds, sourceFile, type Place } from './source-file';

const SAMPLED = 1000;
const SHOWN = 100;
const CELL_CHARACTERS = 2000;

const looks = z.object(inspectRequest);

/** Looks at an upload of the person's own; see `inspect`. */
export const inspectUpload = command({
  name: 'file.inspect', audit: 'rows', input: looks.extend({ id: z.uuid() }), permission: () => 'authenticated',
  run: (ctx, { id, ...how }) => inspect(ctx, { upload: id }, how),
});

/** Looks at a file of the store, for who may maintain its catalog; see `inspect`. */
export const inspectPath = command({
  name: 'file.inspect_path', audit: 'rows', input: looks.extend({ catalog: z.string(), path: filePlace.path.unwrap() }),
  permission: ({ catalog, path }, ctx) => {
    requireCatalog(ctx, catalog);
    return placeNeeds(ctx, { path });
  },
  run: (ctx, { path, options, columns }) => inspect(ctx, { path }, { options, columns }),
});

/**
 * Looks at the first thousand records: how the file is written, its columns with the types that fit, a hundred of the records as they
 * stand there, and which fail, up to a hundred of those behind them too. With `columns`, those types are tried, and only those columns.
 */
async function inspect(ctx: Context, place: Place, input: z.output<typeof looks>) {
  const opened = await openFile(ctx, await sourceFile(ctx, place, input.options), input.options);
  ctx.note({ file: opened.name, format: opened.format, rowsMax: SAMPLED });
  const asked = input.columns ?? (await inferred(ctx, opened)).map(({ source, type }) => ({ source, name: source, type, required: false }));
  const columns = asked.map(({ source, name, type = 'string', required }) => {
    const at = opened.sources.indexOf(source);
    if (at < 0) throw invalidInput(`The file has no column ${source}.`);
    return { source: at, name, type: readTypeInput(type, 3), required };
  });
  const records = await sampleFile(ctx, { ...opened, columns }, SAMPLED);
  const bad = records.filter(({ problems }) => problems.some((problem) => problem !== null));
  return {
    name: opened.name, options: { format: opened.format, ...opened.options }, sources: [...opened.sources],
    columns: columns.map(({ source, name, type, required }, index) => ({ source: opened.sources[source] ?? '', name, type: typeWords(type), required, badRows: records.filter(({ broken, problems }) => !broken && problems[index] != null).length })),
    sample: {
      records: records.length, badRecords: bad.length,
      rows: shown(records).map(({ line, cells, problems, broken }) => ({
        line, cells: cells.map((cell) => cell?.slice(0, CELL_CHARACTERS) ?? null),
        problems: problems.flatMap((text, index) => (text === null ? [] : [{ column: broken ? null : (columns[index]?.name ?? null), text }])),
      })),
    },
  };
}

/** The first, and those that do not fit behind them. */
function shown(records: readonly SampledRecord[]): readonly SampledRecord[] {
  const later = records.slice(SHOWN).filter(({ problems }) => problems.some((problem) => problem !== null));
  return [...records.slice(0, SHOWN), ...later.slice(0, SHOWN)];
}

async function inferred(ctx: Parameters<typeof openFile>[0], opened: Awaited<ReturnType<typeof openFile>>): Promise<readonly { source: string; type: string }[]> {
  const records = opened.format === 'parquet' ? [] : (await sampleFile(ctx, { ...opened, columns: [] }, SAMPLED)).filter(({ broken }) => !broken);
  return opened.sources.map((source, index) => {
    const told = opened.types[index] ?? null;
    const cells = records.map((record) => record.cells[index] ?? null);
    if (told === 'json') return { source, type: inferJsonType(cells) };
    if (told !== null && told !== 'text') return { source, type: told };
    if (opened.format === 'parquet') return { source, type: 'string' };
    return { source, type: inferType(cells, told === 'text') };
  });
}
