import { spawn, type ChildProcess } from 'node:child_process';

/** A forked child that speaks by IPC alone: nothing is read from its output, and of its environment it has what is given here. */
export interface Child<Request, Reply> {
  readonly pid: number;
  send(request: Request): void;
  /** replies from now on go here; one listener at a time */
  onReply(listener: (reply: Reply) => void): void;
  kill(): void;
  /** resolves when the process is gone, with the last thing it said on stderr */
  readonly exited: Promise<string>;
}

const STDERR_KEPT = 2000;

/**
 * Starts `script` with node behind `wrapper` (program and arguments) and with `nodeOptions`; throws when the system cannot
 * start it at all.
 */
export function startChild<Request, Reply>(script: string, wrapper: readonly string[], nodeOptions: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Child<Request, Reply> {
  const [program, ...args] = [...wrapper, process.execPath, '--no-warnings', ...nodeOptions, script];
  const child: ChildProcess = spawn(/* turbopackIgnore: true */ program, args, {
    // Next declares NODE_ENV as always there; a child of ours needs nothing of its parent's environment.
    env: { TZ: 'UTC', ...env } as unknown as NodeJS.ProcessEnv,
    cwd: '/',
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = (stderr + chunk).slice(-STDERR_KEPT);
  });
  let listener: (reply: Reply) => void = () => undefined;
  child.on('message', (message) => listener(message as Reply));
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(stderr));
  });
  return {
    pid: child.pid ?? -1,
    // A child that is gone cannot be told anything; who waits for it hears of it through `exited`.
    send: (request) => void child.send(request as object, () => undefined),
    onReply: (next) => { listener = next; },
    kill: () => void child.kill('SIGKILL'),
    exited,
  };
}
