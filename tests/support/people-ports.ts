import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createUser } from '@/lib/features/people';
import type { Context, Ports, Principal } from '@/lib/kernel/context';
import { openSession } from '@/lib/kernel/identity/sessions';
import { newContext, systemContext, withRights } from '@/lib/kernel/new-context';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import { migrations, template } from './database';

const absent = (): never => { throw new Error('This test has no files, no engine and no parser.'); };
export const PASSWORD = 'correct horse battery';

/** Ports with a real database and nothing else, in a folder of their own; a clock that tests may move. */
export async function peoplePorts(environment: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-people-'));
  const settings = readSettings({ LAKEHOUSE_HOME: folder, ...environment });
  const db = await openPGlite({ folder: join(folder, 'database'), migrations, template });
  const logged: string[] = [];
  const say = (fields: unknown, message: string): void => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const ports: Ports = {
    db, settings, log: { debug: say, info: say, warn: say, error: say }, walls: [],
    get store() { return absent(); }, get catalog() { return absent(); }, get engine() { return absent(); }, get parser() { return absent(); },
  };
  const clock = { now: new Date() };
  const now = (): Date => clock.now;
  const system = (): Promise<Context> => systemContext(ports, 'command', { now });
  /** A new person with one role, signed in by a session of its own. */
  const person = async (name: string, role: string, on: string): Promise<Context> => {
    const { id } = await createUser(await system(), { name, role, on, password: PASSWORD });
    const sessionId = await openSession(db, settings, id, { provider: 'local', ip: null, agent: null }, clock.now);
    return as({ kind: 'user', id, name, via: { kind: 'session', sessionId } });
  };
  const as = (principal: Principal): Promise<Context> => withRights(newContext(ports, principal, { ip: '127.0.0.1', agent: 'test', via: 'ui' }, { now }));
  return { ports, folder, logged, clock, system, person, as, end: async () => { await db.close(); rmSync(folder, { recursive: true, force: true }); } };
}
