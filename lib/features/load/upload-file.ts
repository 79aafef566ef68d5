import { z } from 'zod';
import { command } from '@/lib/kernel/command';
import { keepUpload, ownUpload, removeUpload } from './uploads';

/** Takes a file in, as it streams. Whoever is signed in may: what comes of it needs rights on a table. */
export const uploadFile = command({
  name: 'file.upload', audit: 'mutation', permission: 'authenticated',
  input: z.object({ name: z.string().min(1).max(255).regex(/^[^/\\\p{Cc}]+$/u, 'must be a plain name'), body: z.custom<ReadableStream<Uint8Array>>((value) => value instanceof ReadableStream, 'must be the bytes of the file') }),
  run: async (ctx, { name, body }) => {
    const { id, bytes, format } = await keepUpload(ctx, name, body);
    ctx.note({ upload: id, file: name, bytes });
    return { upload: id, name, bytes, format };
  },
});

export const deleteUpload = command({
  name: 'file.delete_upload', audit: 'mutation', permission: 'authenticated', input: z.object({ id: z.uuid() }),
  run: async (ctx, { id }) => {
    await ownUpload(ctx, id);
    await removeUpload(ctx.ports, id);
    ctx.note({ upload: id });
    return {};
  },
});
