import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process id is used again after its process: with the time of its start it names one process. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** When a process started, as the system counts it; null when there is no such process. */
function startOf(pid: number): string | null {
  try {
    // The name in brackets may hold spaces; the start is the 22nd field, and the boot tells one count from the next.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19] ?? ''}`;
  } catch {
    if (process.platform === 'linux') return null;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim() || null;
  } catch {
    return null;
  }
}

export const ownIdentity = (): ProcessIdentity => ({ pid: process.pid, started: startOf(process.pid) ?? 'unknown' });

/** True while this very process runs. */
export const isAlive = ({ pid, started }: ProcessIdentity): boolean => startOf(pid) === started;
