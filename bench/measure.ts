import { execFile } from 'node:child_process';

/** What every bench prints: rows for people, and the same as data. */
export interface BenchReport {
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  /** further tables by their titles */
  readonly more?: Readonly<Record<string, readonly Readonly<Record<string, string | number>>[]>>;
  readonly aims: readonly { readonly aim: string; readonly measured: string; readonly met: boolean }[];
  readonly notes: readonly string[];
}

export interface BenchOptions {
  /** pairs of each measurement */
  readonly rounds: number;
  /** few sizes only, for a first look */
  readonly quick: boolean;
  /** path of a bundled process by its name */
  readonly processOf: (name: string) => string;
}

/** Says on stderr what was just measured, since a whole bench takes minutes. */
export const progress = (row: Readonly<Record<string, string | number>>): void => console.error(Object.entries(row).map(([key, value]) => `${key}: ${value}`).join(', '));

/** The middle of the values; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? NaN) : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** Runs a program that prints JSON; rejects with what it said when it fails. */
export function runJson<T>(program: string, args: readonly string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} failed: ${stderr.slice(-2000) || error.message}`));
      else resolve(JSON.parse(stdout) as T);
    });
  });
}
