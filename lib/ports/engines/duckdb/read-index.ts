import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SPOOL_INDEX, type SpoolIndex } from './protocol';

/** What of a spool is whole. */
export async function readIndex(spool: string): Promise<SpoolIndex> {
  try {
    return JSON.parse(await readFile(join(spool, SPOOL_INDEX), 'utf8')) as SpoolIndex;
  } catch (error) {
    // No part is whole yet: the statement has only begun.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { parts: [], available: 0, complete: false };
    throw error;
  }
}
