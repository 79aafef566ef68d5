import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VARIABLES } from '@/lib/kernel/settings/variables';

const cell = (text: string) => text.replaceAll('|', '\\|');
const table = ['| Name | What it says | Default |', '|---|---|---|', ...Object.entries(VARIABLES).map(([name, variable]) => {
  const shown = 'defaultText' in variable ? variable.defaultText : `\`${variable.default}\``;
  return `| \`${name}\` | ${cell(variable.help)}${'secret' in variable ? ' Secret.' : ''} | ${cell(shown)} |`;
})].join('\n');

// WRITE=1 writes the table anew instead of comparing it.
it('the README lists every setting with its default', () => {
  const readme = readFileSync('README.md', 'utf8');
  const wanted = readme.replace(/<!-- settings -->[\s\S]*<!-- \/settings -->/, () => `<!-- settings -->\n${table}\n<!-- /settings -->`);
  if (process.env['WRITE'] === '1') writeFileSync('README.md', wanted);
  else expect(readme).toBe(wanted);
});
