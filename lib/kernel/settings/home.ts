import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@/lib/model/errors';
import { lockFolder } from './folder-lock';
import type { Settings } from './settings';

/** The folder of everything embedded, held by this process. */
export interface Home {
  readonly database: string;
  readonly secrets: string;
  /** where the running console says how the command line reaches it */
  readonly controlFile: string;
  /** the key of sessions: the setting, or the one in this folder, made at the first start */
  readonly authSecret: string;
  release(): void;
}

export const homePaths = (home: string) => ({
  database: join(home, 'database'), secrets: join(home, 'secrets'), lock: join(home, 'lock'), controlFile: join(home, 'control.json'), authSecretFile: join(home, 'secrets', 'auth-secret'),
});

/**
 * Makes the folder's parts where they are missing, and takes its lock. Workers of another user must pass through the
 * folder to warehouse and spool, and may read neither database nor secrets. Throws CONFLICT while another process has
 * it, UNAVAILABLE when it cannot be written.
 */
export function openHome(settings: Settings): Home {
  const paths = homePaths(settings.home);
  try {
    folder(settings.home, 0o711);
    folder(paths.secrets, 0o700);
    folder(settings.spool, 0o711);
  } catch (cause) {
    throw new AppError('UNAVAILABLE', `The folder ${settings.home} cannot be made or written: ${cause instanceof Error ? cause.message : String(cause)}. Set LAKEHOUSE_HOME to a folder of yours.`, {}, { cause });
  }
  const release = lockFolder(paths.lock, settings.home);
  try {
    const authSecret = settings.authSecret ?? secretFile(paths.authSecretFile);
    return { database: paths.database, secrets: paths.secrets, controlFile: paths.controlFile, authSecret, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Only a folder made here gets its mode: LAKEHOUSE_HOME may be one that others use too. */
function folder(path: string, mode: number): void {
  if (mkdirSync(path, { recursive: true, mode }) !== undefined) chmodSync(path, mode);
}

/** Whole under its name or not there: a stop in the middle leaves no half key. */
function secretFile(file: string): string {
  const beside = `${file}.${process.pid}`;
  try {
    writeFileSync(beside, randomBytes(48).toString('base64url'), { mode: 0o600 });
    linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(beside, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}
