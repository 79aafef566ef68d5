import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settingsTable } from '@/lib/kernel/settings/describe';

// WRITE=1 writes the table anew instead of comparing it.
it('the README lists every setting with its default', () => {
  const readme = readFileSync('README.md', 'utf8');
  const wanted = readme.replace(/<!-- settings -->[\s\S]*<!-- \/settings -->/, () => `<!-- settings -->\n${settingsTable()}\n<!-- /settings -->`);
  if (process.env['WRITE'] === '1') writeFileSync('README.md', wanted);
  else expect(readme).toBe(wanted);
});
