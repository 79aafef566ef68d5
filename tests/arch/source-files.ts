import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Paths of the product's own files that git tracks or would track, from the top of the repository. */
export function sourceFiles(pattern: RegExp): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return listed.split('\n').filter((path) => pattern.test(path) && !path.startsWith('lib/ports/db/generated/') && existsSync(path));
}

export const linesOf = (path: string): readonly string[] => readFileSync(path, 'utf8').split('\n');
