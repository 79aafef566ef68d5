import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openCatalog } from '@/lib/core/catalog';
import { createTokenFor, createUser } from '@/lib/features/people';
import type { Ports } from '@/lib/kernel/context';
import { setCurrentPorts } from '@/lib/kernel/current-ports';
import { setAuthSecret } from '@/lib/kernel/identity/auth-secret';
import { systemContext } from '@/lib/kernel/new-context';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { serveApi } from '@/lib/transport/api/handlers/serve';
import { migrations, template } from './database';

/**
 * The API of a console on a folder, without pages, engine and parser: `node table-api-process.mjs FOLDER`. Says one line
 * of JSON with its port and a token when it listens. Made to be killed.
 */
const folder = process.argv[2] ?? '';
const absent = (): never => { throw new Error('This process has no engine and no parser.'); };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (fields: unknown, message: string) => console.error(message, fields) };
mkdirSync(join(folder, 'warehouse'), { recursive: true });
const store = await openLocalFileStore(join(folder, 'warehouse'));
const db = await openPGlite({ folder: join(folder, 'database'), migrations, template });
const ports: Ports = { db, log, walls: [], store, catalog: openCatalog({ name: 'lake', store }), settings: readSettings({ LAKEHOUSE_HOME: folder }), get engine() { return absent(); }, get parser() { return absent(); } };
setAuthSecret('a secret of this test, long enough for it');
setCurrentPorts(ports);
const kept = join(folder, 'token');
if (!existsSync(kept)) {
  const system = await systemContext(ports, 'command');
  await createUser(system, { name: 'eve', role: 'engineer', on: 'catalog/lake', password: 'correct horse battery' });
  writeFileSync(kept, (await createTokenFor(system, { user: 'eve', name: 'test', expiresInDays: 1, scope: 'all' })).token);
}
const server = createServer((request, response) => {
  const answer = async (): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const served = await serveApi(new Request(`http://127.0.0.1${request.url}`, { method: request.method ?? 'GET', headers, ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}) }));
    response.writeHead(served.status, Object.fromEntries(served.headers));
    response.end(Buffer.from(await served.arrayBuffer()));
  };
  answer().catch((error: unknown) => { console.error(error); response.destroy(); });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port, token: readFileSync(kept, 'utf8') })}\n`));
