import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Field, Step } from './reference';
import type { State } from './state';
import type { Shown } from './values';

/** What PyIceberg is asked: a table of its own that it changes step by step, and what to read of it and of another one afterwards. */
export interface Sequence {
  readonly warehouse: string;
  readonly table: readonly [string, string];
  readonly version: 1 | 2;
  readonly fields: readonly Field[];
  readonly steps: readonly (Step & { readonly rows?: readonly (readonly Shown[])[] })[];
  /** snapshots by number; null: today */
  readonly reads: readonly (number | null)[];
  /** metadata of a table that another one wrote */
  readonly other: string | null;
  readonly otherSnapshots: readonly (string | null)[];
}
export interface Evolved { readonly states: readonly State[]; readonly snapshots: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly otherRows: readonly (readonly string[])[] }

/** A PyIceberg that stays, since starting takes longer than a sequence. */
export class OthersTables {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting: ((line: string) => void)[] = [];
  private said = '';
  constructor(python: string) {
    this.child = spawn(python, ['tests/support/python/evolve_tables.py'], { env: { ...process.env, TZ: 'UTC' } });
    createInterface(this.child.stdout).on('line', (line) => this.waiting.shift()?.(line));
    this.child.stderr.setEncoding('utf8').on('data', (chunk: string) => { this.said = (this.said + chunk).slice(-4000); });
    this.child.once('close', () => { for (const answer of this.waiting.splice(0)) answer(JSON.stringify({ error: `PyIceberg ended: ${this.said}`, at: -1 })); });
  }

  async take(sequence: Sequence): Promise<Evolved> {
    const line = new Promise<string>((resolve) => { this.waiting.push(resolve); });
    this.child.stdin.write(`${JSON.stringify(sequence)}\n`);
    const answer = JSON.parse(await line) as Evolved | { readonly error: string; readonly at: number };
    if ('error' in answer) throw new Error(`PyIceberg at step ${answer.at} (${JSON.stringify(sequence.steps[answer.at])}): ${answer.error}`);
    return answer;
  }

  close(): void { this.child.kill(); }
}
