import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { AppError } from '@/lib/model/errors';
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity';

/**
 * One process a folder: the embedded database has no lock of its own, and a second process on it silently loses
 * rows. The lock is a file that names its process. It is taken over only when that process is dead, never by age, so a
 * kill -9 needs no cleaning up. Returns the function that gives it back. Throws CONFLICT.
 */
export function lockFolder(file: string, folder: string): () => void {
  const own = ownIdentity();
  const release = (): void => { if (same(read(file), own)) rmSync(file, { force: true }); };
  for (let tries = 0; tries < 5; tries += 1) {
    if (create(file, own)) return release;
    const holder = read(file);
    if (holder === null) continue;
    if (isAlive(holder)) throw inUse(folder, holder);
    takeAway(file, holder, own);
  }
  throw new AppError('CONFLICT', `The folder ${folder} is being taken over by another process. Try again.`);
}

const inUse = (folder: string, { pid }: ProcessIdentity): AppError =>
  new AppError('CONFLICT', `The folder ${folder} is in use by process ${pid}. Stop that one first, or set LAKEHOUSE_HOME to another folder.`);

/** A file that appears with all its content, or not at all because the name is taken. */
function create(file: string, identity: ProcessIdentity): boolean {
  const beside = `${file}.${identity.pid}`;
  writeFileSync(beside, JSON.stringify(identity), { mode: 0o600 });
  try {
    linkSync(beside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Removes a dead holder's lock. Only who has the guard may, and looks again, so that nobody removes a newer lock. */
function takeAway(file: string, dead: ProcessIdentity, own: ProcessIdentity): void {
  const guard = `${file}.guard`;
  if (!create(guard, own)) {
    const other = read(guard);
    if (other !== null && !isAlive(other)) rmSync(guard, { force: true });
    return;
  }
  if (same(read(file), dead)) rmSync(file, { force: true });
  rmSync(guard, { force: true });
}

function read(file: string): ProcessIdentity | null {
  try {
    const { pid, started } = JSON.parse(readFileSync(file, 'utf8')) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : { pid: 0, started: 'unreadable' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return { pid: 0, started: 'unreadable' };
  }
}

const same = (a: ProcessIdentity | null, b: ProcessIdentity): boolean => a?.pid === b.pid && a.started === b.started;
