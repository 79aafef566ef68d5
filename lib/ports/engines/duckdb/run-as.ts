import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RunAs } from './protocol';

const NOBODY: RunAs = { uid: 65_534, gid: 65_534 };
const OTHERS_MAY_PASS = 0o001;

/** The user whom a root console runs statements as: nobody. Null for a console that is not root. */
export const defaultRunAs = (): RunAs | null => (process.getuid?.() === 0 ? NOBODY : null);

/**
 * The same for a console that works in `folders`: nobody must be able to reach them. Answers the folder that bars the
 * way, when one does (a home below /root, for example); statements then run as the console's own user.
 */
export async function runAsFor(folders: readonly string[]): Promise<{ runAs: RunAs | null; barredBy: string | null }> {
  const runAs = defaultRunAs();
  if (runAs === null) return { runAs, barredBy: null };
  for (const folder of folders) {
    for (let at = folder; ; at = dirname(at)) {
      if (((await stat(at)).mode & OTHERS_MAY_PASS) === 0) return { runAs: null, barredBy: at };
      if (at === dirname(at)) break;
    }
  }
  return { runAs, barredBy: null };
}
