import { rmSync } from 'node:fs';

/**
 * Ends this process as soon as its console is gone, one that was killed too: what it is at, nobody waits for. Nobody else would
 * remove the folders then, in which the engine may have put aside gigabytes.
 */
export function leaveWithConsole(folders: ReadonlySet<string>): void {
  process.on('disconnect', () => {
    try {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    } finally {
      // also when one cannot be removed: to a process that has given up its rights the folder of others is none of its own
      process.kill(process.pid, 'SIGKILL');
    }
  });
}
