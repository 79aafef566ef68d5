import { AppError, invalidInput, isAppError, notFound } from '@/lib/model/errors';

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;

/** Turns a failure of the operating system on `path` into the port's own. `outcome` tells whether an effect may have happened. */
export function localError(error: unknown, path: string, outcome: 'none' | 'unknown' = 'none'): AppError {
  if (isAppError(error)) return error;
  const options = { cause: error, outcome };
  switch (codeOf(error)) {
    case 'ENOENT': case 'ENOTDIR': return notFound('file', path);
    case 'EEXIST': case 'ENOTEMPTY': return new AppError('ALREADY_EXISTS', `${path} is already there.`, {}, options);
    case 'ENOSPC': case 'EDQUOT': return new AppError('STORAGE_FULL', `The disk of the warehouse is full: ${path} was not written.`, {}, options);
    case 'ELOOP': case 'ENAMETOOLONG': return invalidInput(`The path ${path} cannot be followed on this disk.`);
    case 'EISDIR': return invalidInput(`${path} is a folder.`);
    case 'EACCES': case 'EPERM': case 'EROFS': return new AppError('UNAVAILABLE', `The console's user account may not do this with ${path} on the disk.`, {}, options);
    case 'ABORT_ERR': return new AppError('CANCELLED', 'This was cancelled.', {}, options);
    default: return new AppError('UNAVAILABLE', `The disk failed at ${path} (${codeOf(error) ?? 'unknown error'}).`, {}, options);
  }
}
