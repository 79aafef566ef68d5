import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Tests that run for minutes by design have a step of their own (tests/run.mjs). */
const long = ['tests/attack/crash-writes/**', 'tests/format/race-writers/**'];
/** Unit tests of many seconds each, since they go through every step of a write or ask the engine by the hundred: `npm run check` leaves them to `npm test`. */
const slow = [
  'features/maintenance/{health,maintenance}', 'features/tables/changes/branches', 'core/sql/push-down/pruned-answers', 'core/sql/analyze/writing', 'core/sql/functions/numbers', 'core/sql/emit/decimal-arithmetic',
  'core/catalog/{trash,register,create.first}', 'core/catalog/commit.{reachable,crash-before-hint,processes,attempts,clean-up}', 'core/catalog/changes/change-files.property',
].map((name) => `tests/unit/${name}.test.ts`);

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    pool: 'forks',
    // tests of processes wait for disks and children half of their time
    maxWorkers: 2,
    projects: [
      // they change nothing that others see, so they share what they import: a process of its own for each took longer than its tests
      { extends: true, test: { name: 'unit', include: ['tests/{unit,arch}/**/*.test.{ts,tsx}'], isolate: false, exclude: process.env['FAST_TESTS'] === 'on' ? slow : [] } },
      { extends: true, test: { name: 'whole', setupFiles: ['tests/support/end-consoles.ts'], include: ['tests/{contract,format,attack}/**/*.test.ts'], exclude: process.env['LONG_TESTS'] === 'on' ? [] : long } },
    ],
    // its files import each other without extensions, which Node does not resolve
    server: { deps: { inline: [/dt-sql-parser/, /antlr4ng/] } },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    // what comes in the end is waited for on a slow machine too
    expect: { poll: { timeout: 10_000 } },
  },
});
