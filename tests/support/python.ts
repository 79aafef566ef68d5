import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scripts = join(root, 'tests', 'support', 'python');
const INSTALL_MS = 300_000;

/** A Python with what a list of requirements names, or why there is none. */
export type Python = { readonly path: string } | { readonly missing: string };

/**
 * Makes the virtual environment on first use, in .cache (which git ignores). It is made beside its place and moved
 * there whole, so that a killed run leaves none that is half made and two runs at once do not meet.
 */
export function findPython(list: 'requirements' | 'requirements-api' = 'requirements'): Python {
  const wanted = readFileSync(join(scripts, `${list}.txt`), 'utf8');
  const home = join(root, '.cache', list === 'requirements' ? 'python' : 'python-api');
  const path = join(home, 'bin', 'python');
  const mark = join(home, 'made-from.txt');
  const whole = (): boolean => existsSync(mark) && readFileSync(mark, 'utf8') === wanted;
  if (whole()) return { path };
  try {
    execFileSync('python3', ['-c', 'import ensurepip, venv'], { stdio: 'ignore' });
  } catch {
    return { missing: 'python3 with venv is not installed' };
  }
  const making = `${home}-${process.pid}`;
  try {
    mkdirSync(join(root, '.cache'), { recursive: true });
    execFileSync('python3', ['-m', 'venv', making], { stdio: 'ignore' });
    execFileSync(join(making, 'bin', 'python'), ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', join(scripts, `${list}.txt`)], { stdio: 'ignore', timeout: INSTALL_MS });
    writeFileSync(join(making, 'made-from.txt'), wanted);
    if (!whole()) {
      rmSync(home, { recursive: true, force: true });
      renameSync(making, home);
    }
    return { path };
  } catch (error) {
    if (whole()) return { path };
    return { missing: `its packages could not be installed: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}` };
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Runs a script of tests/support/python with a JSON request on its standard input; resolves with the JSON that it prints. */
export function askPython<T>(python: string, script: string, request: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = execFile(python, [join(scripts, script)], { maxBuffer: 256 * 1024 * 1024, env: { ...process.env, TZ: 'UTC' } }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${script} failed: ${stderr.slice(-4_000)}`));
      else resolve(JSON.parse(stdout) as T);
    });
    child.stdin?.end(JSON.stringify(request));
  });
}
