import { z } from 'zod';
import { brokenTable, notFound } from '@/lib/model/errors';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import type { LoadedTable } from '@/lib/core/catalog';
import { columnsOfFile } from './files/bounds';
import { liveFiles, snapshotTimes, type LiveFiles } from './files/live-files';
import { presentFile } from './files/present-file';
import { asOf, describe, inTable, tableOf } from './inputs';
import { openTable, stateOf } from './open';

const RELATED_MAX = 100;

/** One live file: what the manifest says of its columns, and the deletes or data files that belong to it. Bounds are values of rows: they take select. */
export const getFile = command({
  name: 'table.file', audit: 'none', permission: describe, input: inTable.extend({ ...asOf, path: z.string().min(1).max(4000), contentOffset: z.number().int().min(0).optional() }),
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { snapshot } = stateOf(loaded, input);
    const files = await liveFiles(ctx, loaded, snapshot);
    const at = indexOf(files, input.path, input.contentOffset);
    if (at < 0) throw notFound('file', input.path);
    const times = snapshotTimes(loaded);
    const boundsHidden = !ctx.can('select', tableOf(input));
    const { file, sortOrderId } = await entryAt(ctx, loaded, files, at);
    const related = files.deletes.has(at) ? concerned(files, at) : deletesOf(files, at);
    return {
      ...presentFile(files, at, times), sortOrderId, boundsHidden, columns: columnsOfFile(loaded.metadata, file).map((column) => (boundsHidden ? { ...column, lower: null, upper: null, lowerCut: false, upperCut: false } : column)),
      related: related.slice(0, RELATED_MAX).map((index) => presentFile(files, index, times)), relatedTotal: related.length,
    };
  },
});

/** Vectors of one Puffin file have one path, and are told apart by their offsets. */
const indexOf = (files: LiveFiles, path: string, contentOffset: number | undefined): number =>
  files.paths.findIndex((each, index) => each === path && (contentOffset === undefined || files.deletes.get(index)?.file.contentOffset === contentOffset));

async function entryAt({ ports: { catalog }, signal }: Context, loaded: LoadedTable, files: LiveFiles, at: number) {
  const manifest = files.manifests.find(({ end }) => at < end)?.manifest;
  const path = files.paths[at] ?? '';
  const entry = manifest === undefined ? null : await catalog.entry(loaded, manifest, path, files.deletes.get(at)?.file.contentOffset ?? null, signal);
  if (entry === null) throw brokenTable(`The manifest ${manifest?.path ?? ''} has lost the file ${path}.`, manifest?.path ?? path);
  return { file: entry.file, sortOrderId: entry.file.sortOrderId };
}

function deletesOf(files: LiveFiles, at: number): number[] {
  const place = files.places[files.place[at] ?? 0];
  if (place === undefined) return [];
  const applying = new Set(files.index.deletesFor({ path: files.paths[at] ?? '', specId: place.specId, partition: place.values }, BigInt(files.sequence[at] ?? 0)));
  return [...files.deletes].filter(([, { file }]) => applying.has(file)).map(([index]) => index);
}

/** Data files that a delete file is for. */
function concerned(files: LiveFiles, deleteAt: number): number[] {
  const entry = files.deletes.get(deleteAt);
  const found: number[] = [];
  for (let at = 0; at < files.count; at += 1) {
    const place = files.places[files.place[at] ?? 0];
    if (entry === undefined || place === undefined || files.content[at] !== 'data') continue;
    if (entry.file.referencedDataFile !== null && entry.file.referencedDataFile !== files.paths[at]) continue;
    if (files.index.deletesFor({ path: files.paths[at] ?? '', specId: place.specId, partition: place.values }, BigInt(files.sequence[at] ?? 0)).includes(entry.file)) found.push(at);
  }
  return found;
}
