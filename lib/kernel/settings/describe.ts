import { VARIABLES, type Variable, type VariableName } from './variables';

export interface SettingItem {
  readonly name: string;
  readonly group: string;
  readonly value: string;
  readonly default: string | null;
  readonly source: 'default' | 'environment' | 'made here';
  readonly help: string;
}

const entries = Object.entries(VARIABLES) as [VariableName, Variable][];
const defaultOf = (variable: Variable): string => variable.defaultText ?? variable.default ?? 'none';

/** Every setting with its value as it was given; of a secret only whether it is. */
export function settingItems(given: (name: VariableName) => string | undefined, resolved: Partial<Record<VariableName, string>>): SettingItem[] {
  return entries.map(([name, variable]) => {
    const value = given(name);
    const source = value !== undefined ? 'environment' : name === 'AUTH_SECRET' ? 'made here' : 'default';
    const shown = variable.secret ? (source === 'default' ? 'not set' : 'set') : value ?? resolved[name] ?? defaultOf(variable);
    return { name, group: variable.group, value: shown, default: variable.secret ? null : defaultOf(variable), source, help: variable.help };
  });
}

/** For `npm start -- --help`. */
export function settingsHelp(): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  const lines: string[] = [];
  let group = '';
  for (const [name, variable] of entries) {
    if (variable.group !== group) lines.push('', `${(group = variable.group)}:`);
    lines.push(`  ${name.padEnd(width)}  ${variable.help} (${defaultOf(variable)})`);
  }
  return lines.join('\n');
}

/** The README's table. */
export function settingsTable(): string {
  const rows = entries.map(([name, variable]) => `| \`${name}\` | ${variable.help}${variable.secret === true ? ' Secret.' : ''} | ${variable.defaultText ?? `\`${defaultOf(variable)}\``} |`);
  return ['| Name | What it says | Default |', '|---|---|---|', ...rows].join('\n');
}
