import { AppError } from '@/lib/model/errors';

/** SQLSTATE of a write that the disk had no room for. */
export const DISK_FULL = '53100';

export const isDiskFull = (error: unknown): boolean => (error as { readonly code?: unknown } | null)?.code === DISK_FULL;

export const noRoomForDatabase = (cause: unknown): AppError =>
  new AppError('STORAGE_FULL', 'There is no room left on the disk of the database that the console keeps its own state in, so nothing was changed. Make room and repeat.', {}, { cause });
