import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invalidInput } from '@/lib/model/errors';
import { settingItems } from './describe';
import type { Settings } from './settings';
import { VARIABLES, type Variable, type VariableName, type VariableValue } from './variables';

type Environment = Readonly<Record<string, string | undefined>>;
const HOUR = 3_600_000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/**
 * Reads all settings from the environment (and, for secrets, from the files that NAME_FILE names).
 * Throws INVALID_INPUT whose message lists every mistake, one a line, each with the variable's name; values of secrets
 * are in no message.
 */
export function readSettings(environment: Environment, folder: string = process.cwd()): Settings {
  const mistakes: string[] = [];
  const given = (name: VariableName): string | undefined => {
    const value = environment[name];
    return value === undefined || value === '' ? undefined : value;
  };
  const fromFile = (name: VariableName): string | undefined => {
    const file = environment[`${name}_FILE`];
    if (file === undefined || file === '') return undefined;
    if (given(name) !== undefined) mistakes.push(`${name} and ${name}_FILE are both set. Set one of them.`);
    try {
      return readFileSync(resolve(/* turbopackIgnore: true */ folder, file), 'utf8').trimEnd();
    } catch {
      mistakes.push(`${name}_FILE names a file that cannot be read.`);
      return undefined;
    }
  };
  const texts = new Map<VariableName, string>();
  for (const [name, variable] of Object.entries(VARIABLES) as [VariableName, Variable][]) {
    const file = variable.secret ? fromFile(name) : undefined;
    const value = given(name) ?? file;
    if (value !== undefined) texts.set(name, value);
  }
  const read = <Name extends VariableName>(name: Name): VariableValue<Name> | null => {
    const variable: Variable = VARIABLES[name];
    const value = texts.get(name) ?? variable.default;
    if (value === null) return null;
    const result = variable.read.safeParse(value);
    // The schema of `name` stands in VARIABLES: what it yields is VariableValue<Name>.
    if (result.success) return result.data as VariableValue<Name>;
    mistakes.push(`${name} must be ${result.error.issues[0]?.message ?? 'something else'}${variable.secret ? '' : `, not ${JSON.stringify(value)}`}.`);
    return null;
  };
  const host = read('HOST') ?? '127.0.0.1';
  const port = read('PORT') ?? 3000;
  const publicUrl = read('PUBLIC_URL');
  if (!LOOPBACK.test(host) && !texts.has('PUBLIC_URL')) mistakes.push(`PUBLIC_URL must be set when HOST (${host}) is not loopback, for example https://lakehouse.example.org.`);
  const home = resolve(folder, read('LAKEHOUSE_HOME') ?? './.lakehouse');
  const named = read('LAKEHOUSE_WAREHOUSE');
  const number = (name: VariableName): number => Number(read(name) ?? 0);
  const settings: Settings = {
    host, port,
    publicUrl: publicUrl ?? `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`,
    trustedProxies: read('LAKEHOUSE_TRUSTED_PROXIES') ?? [],
    logLevel: read('LOG_LEVEL') ?? 'info',
    home,
    warehouse: { path: named === null ? join(home, 'warehouse') : pathOf(named, folder), named: named !== null },
    spool: join(home, 'spool'),
    uploadBytes: number('LAKEHOUSE_UPLOAD_BYTES'),
    demo: read('LAKEHOUSE_DEMO') ?? true,
    gallery: read('LAKEHOUSE_GALLERY') ?? false,
    databaseUrl: read('DATABASE_URL'),
    authSecret: read('AUTH_SECRET'),
    adminPassword: read('LAKEHOUSE_ADMIN_PASSWORD'),
    sessions: { idleMs: number('LAKEHOUSE_SESSION_IDLE_HOURS') * HOUR, absoluteMs: number('LAKEHOUSE_SESSION_HOURS') * HOUR },
    queries: {
      timeMs: number('LAKEHOUSE_QUERY_SECONDS') * 1000, memoryBytes: number('LAKEHOUSE_QUERY_MEMORY'), threads: number('LAKEHOUSE_QUERY_THREADS'),
      atOnce: number('LAKEHOUSE_QUERIES_AT_ONCE'), perPerson: number('LAKEHOUSE_QUERIES_PER_PERSON'), waitingPerPerson: number('LAKEHOUSE_QUERIES_WAITING_PER_PERSON'),
      rowLimit: number('LAKEHOUSE_ROW_LIMIT'), resultBytes: number('LAKEHOUSE_RESULT_BYTES'), writeBytes: number('LAKEHOUSE_WRITE_BYTES'),
    },
    retention: {
      spoolBytes: number('LAKEHOUSE_SPOOL_BYTES'), spoolBytesPerPerson: number('LAKEHOUSE_SPOOL_BYTES_PER_PERSON'), spoolMs: number('LAKEHOUSE_SPOOL_HOURS') * HOUR,
      historyMs: number('LAKEHOUSE_HISTORY_DAYS') * 24 * HOUR, trashMs: number('LAKEHOUSE_TRASH_DAYS') * 24 * HOUR, auditMs: number('LAKEHOUSE_AUDIT_DAYS') * 24 * HOUR,
    },
    items: [],
  };
  if (mistakes.length > 0) throw invalidInput(mistakes.join('\n'));
  const resolved = { PUBLIC_URL: settings.publicUrl, LAKEHOUSE_HOME: home, LAKEHOUSE_WAREHOUSE: settings.warehouse.path };
  return { ...settings, items: settingItems((name) => texts.get(name), resolved) };
}

function pathOf(text: string, folder: string): string {
  if (!text.startsWith('file:')) return resolve(folder, text);
  return fileURLToPath(new URL(text.startsWith('file:/') ? text : `file://${resolve(folder, text.slice(5))}`));
}

/** Variables that look like ours and are not, with the name that was probably meant. */
export function unknownVariables(environment: Environment): string[] {
  const known = new Set(Object.entries(VARIABLES as Record<string, Variable>).flatMap(([name, variable]) => (variable.secret ? [name, `${name}_FILE`] : [name])));
  return Object.keys(environment).filter((name) => name.startsWith('LAKEHOUSE_') && !known.has(name));
}
