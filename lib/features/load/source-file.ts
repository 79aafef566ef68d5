import type { z } from 'zod';
import { invalidInput, unsupported } from '@/lib/model/errors';
import type { fileOptions } from '@/lib/model/requests/load';
import { securables } from '@/lib/kernel/access/securables';
import type { Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import type { FileFormat } from '@/lib/ports/engines/port';
import { isParquet, requireUnpacked } from './take-text';
import { formatOf, ownUpload, uploadedFile } from './uploads';

export interface Place { readonly upload?: string | undefined; readonly path?: string | undefined }
/** A file that may be read, on this machine. */
export interface SourceFile { readonly localPath: string; readonly name: string; readonly format: FileFormat }

/** Reading a path of the store is for who may maintain the catalog: the file may be anybody's. An upload needs nothing but to be one's own. */
export const placeNeeds = (ctx: Context, { path }: Place): readonly Need[] => (path === undefined ? [] : [{ privilege: 'maintain', securable: securables.catalog(ctx.ports.catalog.name) }]);

/** NOT_FOUND, INVALID_INPUT for what is no file to load, UNSUPPORTED for a store that is not on this machine. */
export async function sourceFile(ctx: Context, { upload, path }: Place, options: z.output<typeof fileOptions>): Promise<SourceFile> {
  if ((upload === undefined) === (path === undefined)) throw invalidInput('Say upload or path, one of them.');
  const { ports } = ctx;
  if (upload !== undefined) {
    const { name, format } = await ownUpload(ctx, upload);
    return { localPath: uploadedFile(ports, upload), name, format: options.format ?? format };
  }
  const at = path ?? '';
  const { kind } = await ports.store.stat(at, ctx.signal);
  if (kind === 'folder') throw invalidInput(`${at} is a folder. Name one file.`);
  if (/[*?[\]{}]/.test(at)) throw unsupported(`${at} has one of the characters * ? [ ] { } in its path, which the engine takes for a pattern. Upload the file instead.`);
  const localPath = await ports.store.localPath(at);
  if (localPath === null) throw unsupported('Files of a store that is not on this machine cannot be loaded yet. Upload the file instead.');
  const head = await ports.store.readRange(at, 0, 4096, ctx.signal);
  requireUnpacked(head);
  const format = options.format ?? formatOf(at);
  if (!isParquet(head) && head.includes(0)) throw invalidInput(`${at} is no text in UTF-8. Save it as UTF-8, or upload it, where UTF-16 is taken too.`);
  return { localPath, name: at.split('/').at(-1) ?? at, format };
}
