import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Tests that run for minutes by design have a step of their own (tests/run.mjs). */
const long = ['tests/attack/crash-writes/**', 'tests/format/race-writers/**'];

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/browser/**', 'node_modules/**', ...(process.env['LONG_TESTS'] === 'on' ? [] : long)],
    pool: 'forks',
    // its files import each other without extensions, which Node does not resolve
    server: { deps: { inline: [/dt-sql-parser/, /antlr4ng/] } },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    restoreMocks: true,
  },
});
