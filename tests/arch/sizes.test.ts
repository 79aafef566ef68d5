import { expect, it } from 'vitest';
import { linesOf, sourceFiles } from './source-files';

const sizes = sourceFiles(/^(app|components|lib|server|bench|tests)\/.*\.(ts|tsx|mjs)$/).map((path) => ({ path, lines: linesOf(path).length - 1 }));
const over = (most: number, pattern: RegExp) => sizes.filter(({ path, lines }) => pattern.test(path) && lines > most).map(({ path, lines }) => `${path}: ${lines} lines; split it by what it does`);

it('no file is longer than 500 lines', () => {
  expect(sizes.length).toBeGreaterThan(300);
  expect(over(500, /./)).toEqual([]);
});

it('half of the files are shorter than 75 lines', () => {
  const sorted = sizes.map(({ lines }) => lines).toSorted((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(75);
});

it('routes and pages only hand over: 20 and 60 lines', () => {
  expect([...over(20, /^app\/.*\/route\.ts$/), ...over(60, /^app\/.*\/(page|layout)\.tsx$/)]).toEqual([]);
});
