const COMMITS_LEAST = 5;
const PAUSES = 3;

export interface Lateness {
  /** the middle one of the pauses between commits */
  readonly usualPauseMs: number;
  /** when the next commit was due, in milliseconds since the epoch */
  readonly dueMs: number;
}

/**
 * Whether a table is late: it was committed to at a pace, and has been silent for three times its usual pause. Null
 * when it is not late, or has too few commits to tell.
 * @param times of its last commits in milliseconds since the epoch, oldest first
 */
export function lateness(times: readonly number[], nowMs: number): Lateness | null {
  const last = times.at(-1);
  if (last === undefined || times.length < COMMITS_LEAST) return null;
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? at)).sort((a, b) => a - b);
  const usualPauseMs = pauses[Math.floor(pauses.length / 2)] ?? 0;
  return usualPauseMs > 0 && nowMs - last > PAUSES * usualPauseMs ? { usualPauseMs, dueMs: last + usualPauseMs } : null;
}
