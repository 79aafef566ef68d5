import { open, type FileHandle } from 'node:fs/promises';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import type { FileStore } from '@/lib/ports/storage/port';

export interface Syncs {
  reset(): void;
  /** milliseconds since the reset in which at least one sync was under way */
  ms(): number;
  calls(): number;
  /** leaves the counting */
  stop(): void;
}

/** A store on disk whose waits for fsync are added up. */
export async function countingStore(root: string): Promise<{ readonly store: FileStore; readonly syncs: Syncs }> {
  const store = await openLocalFileStore(root);
  const handle = await open(root);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const sync = prototype.sync;
  const state = { ms: 0, calls: 0, running: 0, since: 0 };
  prototype.sync = async function (this: FileHandle): Promise<void> {
    state.calls += 1;
    if (state.running === 0) state.since = performance.now();
    state.running += 1;
    try {
      await sync.call(this);
    } finally {
      state.running -= 1;
      if (state.running === 0) state.ms += performance.now() - state.since;
    }
  };
  return { store, syncs: { reset: () => { state.ms = 0; state.calls = 0; }, ms: () => state.ms, calls: () => state.calls, stop: () => { prototype.sync = sync; } } };
}
