import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ADMIN_PASSWORD = 'correct horse battery staple';

export interface TestConsole {
  readonly url: string;
  readonly home: string;
  readonly pid: number;
  /** everything it printed so far */
  output(): string;
  /** one of `npm run token | user | backup | restore`; what it printed, or an error with what it said */
  command(...args: readonly string[]): Promise<string>;
  /** a new API token of this person */
  token(user?: string, scope?: 'all' | 'read'): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** resolves when the process is gone, with its exit code (null after a kill) */
  readonly exited: Promise<number | null>;
  /** ends it and removes its folder */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** a folder of an earlier console; a new one otherwise */
  readonly home?: string;
  /** resolve as soon as the process runs, before it is ready */
  readonly early?: boolean;
}

/** A new folder that the engine's unprivileged user may pass through, as it may through a home that the console makes itself. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'lakehouse-console-'));
  chmodSync(home, 0o711);
  return home;
}

const running = new Set<TestConsole>();
/** Ends the consoles that a test left, since it failed before it came to that. */
export const endConsoles = async (): Promise<void> => void (await Promise.all([...running].map((console) => console.stop())));

export const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
});

/** The environment of a console that knows nothing of this process's own settings. */
export function consoleEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(LAKEHOUSE_|HOST$|PORT$|PUBLIC_URL$|DATABASE_URL$|AUTH_SECRET$|LOG_LEVEL$|NODE_ENV$|VITEST|npm_)/.test(name));
  return { ...Object.fromEntries(kept), ...more } as NodeJS.ProcessEnv;
}

/** Runs a Node script to its end; its output, or an error with everything it said. */
export function runNode(args: readonly string[], env: Readonly<Record<string, string>>, input = ''): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: consoleEnvironment(env), stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => { stdout += chunk; });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => { stderr += chunk; });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

/** The command line on a folder. */
export async function runCommand(home: string, args: readonly string[], input = ''): Promise<string> {
  const { code, stdout, stderr } = await runNode([join('server', 'command.mjs'), ...args], { LAKEHOUSE_HOME: home }, input);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout.trim();
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  let code: number | null | undefined;
  child.once('exit', (left) => { code = left; });
  for (;;) {
    if (code !== undefined) throw new Error(`The console ended with ${code} before it was ready:\n${output()}`);
    const ready = await fetch(`${url}/api/health/ready`).then((answer) => answer.ok, () => false);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The built console as `npm start` runs it, on a free port and in a folder of its own. Builds it when there is no current build. */
export async function startConsole({ env = {}, home = temporaryHome(), early = false }: StartOptions = {}): Promise<TestConsole> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join('server', 'start.mjs')], {
    env: consoleEnvironment({ LAKEHOUSE_HOME: home, PORT: String(port), LAKEHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD, LOG_LEVEL: 'info', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
  // a test that ran out of time must leave no console behind
  const leave = (): void => void child.kill('SIGKILL');
  process.once('exit', leave);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => {
    process.off('exit', leave);
    resolve(code);
  }));
  const output = (): string => text;
  const command = (...args: readonly string[]): Promise<string> => runCommand(home, args);
  const started: TestConsole = {
    url, home, pid: child.pid ?? -1, output, command, exited,
    token: (user = 'admin', scope = 'all') => command('token', 'create', '--user', user, '--name', `test ${crypto.randomUUID().slice(0, 8)}`, '--scope', scope),
    signal: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
  running.add(started);
  void exited.then(() => running.delete(started));
  if (!early) await untilReady(url, child, output);
  return started;
}
