import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findJava } from '@/tests/support/java';

/** A command that runs a kind of writer with WAREHOUSE ID SECONDS behind it. */
export type Command = readonly string[];

/** Java's HadoopCatalog of Iceberg 1.4.2, run from its source. Or why there is none. */
export function findJavaWriter(): { readonly command: Command } | { readonly missing: string } {
  const found = findJava('race');
  if ('missing' in found) return found;
  return { command: [found.java, '-Xmx256m', '-XX:+UseSerialGC', '--add-opens=java.base/java.lang=ALL-UNNAMED', '-cp', found.classpath, fileURLToPath(new URL('RaceWriter.java', import.meta.url))] };
}

export interface Writer {
  readonly id: string;
  readonly ready: Promise<void>;
  go(): void;
  /** resolves when the process is gone: what it said line by line, and how it ended */
  readonly gone: Promise<{ readonly acknowledged: readonly string[]; readonly unsure: readonly string[]; readonly stumbled: readonly string[]; readonly code: number | null; readonly errors: string }>;
}

/** Starts a writer, which waits for `go`. */
export function startWriter([program = '', ...args]: Command, warehouse: string, id: string, seconds: number): Writer {
  const child = spawn(program, [...args, warehouse, id, String(seconds)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let rest = '';
  let errors = '';
  let isReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => { isReady = resolve; });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (line === 'ready') isReady(); else lines.push(line);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => { errors += chunk; });
  const gone = new Promise<Awaited<Writer['gone']>>((resolve) => child.once('close', (code) => {
    isReady();
    const marked = (mark: string): readonly string[] => lines.filter((line) => line.startsWith(`${mark} `)).map((line) => line.slice(2));
    resolve({ acknowledged: lines.filter((line) => !/^[?!] /.test(line)), unsure: marked('?'), stumbled: marked('!'), code, errors: errors.slice(-3000) });
  }));
  return { id, ready, go: () => { child.stdin.write('go\n'); }, gone };
}
