import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MAVEN_MS = 300_000;

/** A Java with Iceberg's library, or why there is none. */
export type Java = { readonly java: string; readonly classpath: string } | { readonly missing: string };

/** Java 17 or newer, and the jars that tests/format/make/<name>.xml names, fetched on first use into Maven's own folder. */
export function findJava(name: 'java' | 'race' | 'spark'): Java {
  const java = process.env['JAVA_HOME'] === undefined ? 'java' : join(process.env['JAVA_HOME'], 'bin', 'java');
  try {
    execFileSync(java, ['--version'], { stdio: 'ignore' });
  } catch {
    return { missing: 'a JDK is not installed' };
  }
  const list = join(root, '.cache', 'writers', `${name}.cp`);
  const whole = (): string | null => { const text = existsSync(list) ? readFileSync(list, 'utf8').trim() : ''; return text !== '' && text.split(':').every((jar) => existsSync(jar)) ? text : null; };
  const known = whole();
  if (known !== null) return { java, classpath: known };
  try {
    mkdirSync(join(root, '.cache', 'writers'), { recursive: true });
    const making = `${list}-${process.pid}`;
    execFileSync('mvn', ['-q', '-B', '-ntp', '-f', join(root, 'tests', 'format', 'make', `${name}.xml`), 'dependency:build-classpath', `-Dmdep.outputFile=${making}`], { stdio: 'ignore', timeout: MAVEN_MS });
    renameSync(making, list);
  } catch (error) {
    return { missing: `the jars of ${name}.xml could not be fetched: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}` };
  }
  const classpath = whole();
  return classpath === null ? { missing: `the jars of ${name}.xml are not there` } : { java, classpath };
}

/** Runs a program of tests/support/java from its source; resolves with what it prints. */
export function askJava({ java, classpath }: Extract<Java, { java: string }>, program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(java, ['--add-opens=java.base/java.lang=ALL-UNNAMED', '-Xmx512m', '-cp', classpath, join(root, 'tests', 'support', 'java', `${program}.java`), ...args], { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, TZ: 'UTC' } }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} failed: ${stderr.slice(-4_000)}`));
      else resolve(stdout);
    });
  });
}
