import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const cache = fileURLToPath(new URL('../../../.cache/race', import.meta.url));

/** A command that runs a kind of writer with WAREHOUSE ID SECONDS behind it. */
export type Command = readonly string[];

/** Java's HadoopCatalog of Iceberg 1.4.2, compiled here; what it needs comes by Maven at the first time. Or why there is none. */
export function findJava(): { readonly command: Command } | { readonly missing: string } {
  try {
    mkdirSync(cache, { recursive: true });
    const list = join(cache, 'java.cp');
    const jarsAreThere = (): boolean => existsSync(list) && readFileSync(list, 'utf8').split(':').every((jar) => existsSync(jar.trim()));
    if (!jarsAreThere()) execFileSync('mvn', ['-q', '-B', '-ntp', '-f', join(here, 'java.xml'), 'dependency:build-classpath', `-Dmdep.outputFile=${list}`], { stdio: 'ignore', timeout: 600_000 });
    const jars = readFileSync(list, 'utf8').trim();
    execFileSync('javac', ['-nowarn', '-cp', jars, '-d', cache, join(here, 'RaceWriter.java')], { stdio: 'ignore' });
    return { command: ['java', '-Xmx256m', '-XX:+UseSerialGC', '--add-opens=java.base/java.lang=ALL-UNNAMED', '-cp', `${cache}:${jars}`, 'RaceWriter'] };
  } catch (error) {
    return { missing: `a JDK and Maven, or what Maven fetches, are not here: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}` };
  }
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
