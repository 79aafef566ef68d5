import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { linesOf, sourceFiles } from './source-files';

// A document that names a path which is gone sends its reader astray. Checked: words in backticks that look like paths
// from the top of the repository; blind to prose and to paths with placeholders.
const ROOMS = /^(app|components|lib|server|prisma|tests|bench|deploy|docs|public|\.ci)\/[\w()[\]./-]+$/;

it('documents name only paths that exist', () => {
  const dead: string[] = [];
  for (const path of sourceFiles(/\.md$/)) {
    for (const [number, line] of linesOf(path).entries()) {
      for (const [, word = ''] of line.matchAll(/`([^`\s]+)`/g)) {
        if (ROOMS.test(word) && !existsSync(word.replace(/\/$/, ''))) dead.push(`${path}:${number + 1} names ${word}, which does not exist`);
      }
    }
  }
  expect(dead).toEqual([]);
});

it('decisions are numbered without gaps', () => {
  const numbers = sourceFiles(/^docs\/decisions\/\d{3}-/).map((path) => Number(/(\d{3})-/.exec(path)?.[1])).toSorted((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
