import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalog, type Catalog } from '@/lib/core/catalog';
import { createTokenFor, createUser } from '@/lib/features/people';
import type { Ports } from '@/lib/kernel/context';
import { setCurrentPorts } from '@/lib/kernel/current-ports';
import { setAuthSecret } from '@/lib/kernel/identity/auth-secret';
import { systemContext } from '@/lib/kernel/new-context';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import type { QueryEngine } from '@/lib/ports/engines/port';
import type { FileStore } from '@/lib/ports/storage/port';
import { serveApi } from '@/lib/transport/api/handlers/serve';
import type { Answer } from './api';
import { PASSWORD, peoplePorts } from './people-ports';

export interface TableApi {
  readonly catalog: Catalog;
  readonly store: FileStore;
  readonly ports: Ports;
  /** a request of this person; with a token of scope read when told */
  call<Body = Record<string, unknown>>(who: string, method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer<Body>>;
  person(name: string, role: string, on: string, scope?: 'all' | 'read'): Promise<void>;
  /** the header that says who asks */
  authorization(who: string): string;
  end(): Promise<void>;
}

/** The API in this process, on a real database and a warehouse on the disk, without parser and, unless one is given, without engine: for verbs that change tables. On a warehouse that is there already where one is told. */
export async function tableApi({ engine, warehouse }: { readonly engine?: QueryEngine; readonly warehouse?: string } = {}): Promise<TableApi> {
  const people = await peoplePorts();
  const folder = warehouse ?? join(people.folder, 'warehouse');
  // the engine's unprivileged user must get through to the files
  chmodSync(people.folder, 0o711);
  if (warehouse === undefined) mkdirSync(folder);
  const store = await openLocalFileStore(folder);
  const catalog = openCatalog({ name: 'lake', store });
  const absent = (): never => { throw new Error('This test has no engine and no parser.'); };
  const { db, settings, log } = people.ports;
  const ports: Ports = { db, settings, log, walls: [], store, catalog, get engine() { return engine ?? absent(); }, get parser() { return absent(); } };
  setAuthSecret('a secret of this test, long enough for it');
  setCurrentPorts(ports);
  const tokens = new Map<string, string>();
  const authorization = (who: string): string => `Bearer ${tokens.get(who)}`;
  return {
    catalog, store, ports, authorization,
    async call(who, method, path, body, headers = {}) {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await serveApi(new Request(`http://127.0.0.1:3000/api/v1${path}`, { method, headers: { authorization: authorization(who), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...json }));
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: JSON.parse(text) };
    },
    async person(name, role, on, scope = 'all') {
      const system = await systemContext(ports, 'command');
      await createUser(system, { name, role, on, password: PASSWORD });
      tokens.set(name, (await createTokenFor(system, { user: name, name: 'test', expiresInDays: 1, scope })).token);
    },
    async end() {
      setCurrentPorts(null);
      await store.close();
      await people.end();
    },
  };
}
