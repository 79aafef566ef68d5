import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, isAppError } from '@/lib/model/errors';
import type { Ports } from '@/lib/kernel/context';
import { sameSecret } from '@/lib/kernel/identity/secrets';
import { systemContext } from '@/lib/kernel/new-context';
import { backup } from './backup';
import { CONTROL_VERBS } from './verbs';

const BODY_MAX = 65_536;

/** What the command line finds in the control file, which only the folder's owner can read. */
export interface ControlAddress {
  readonly port: number;
  readonly secret: string;
  readonly pid: number;
}

/**
 * Lets the command line work through this process while it runs, since the embedded database has only one. It
 * listens on loopback; the secret in the file is what lets in. Returns the function that ends it.
 */
export async function startControl(ports: Ports, file: string): Promise<() => Promise<void>> {
  const secret = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    answer(ports, secret, request, response).catch((error: unknown) => {
      const known = isAppError(error) ? { code: error.code, message: error.message } : { code: 'INTERNAL', message: 'The running console could not do it. Its log says why.' };
      if (!isAppError(error)) ports.log.error({ error }, 'A command failed');
      if (response.headersSent) response.destroy();
      else response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(known));
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new AppError('INTERNAL', 'The control server has no address.');
  const content: ControlAddress = { port: address.port, secret, pid: process.pid };
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return async () => {
    rmSync(file, { force: true });
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
}

async function answer(ports: Ports, secret: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!sameSecret(request.headers.authorization ?? '', `Bearer ${secret}`) || request.method !== 'POST') throw new AppError('UNAUTHENTICATED', 'Not for you.');
  const { name, input } = await readBody(request);
  const ctx = await systemContext(ports, 'command');
  if (name === backup.definition.name) {
    const archive = await backup(ctx, input as { withWarehouse: boolean });
    response.writeHead(200, { 'content-type': 'application/gzip' });
    await pipeline(Readable.from(archive), response);
    return;
  }
  const verb = CONTROL_VERBS.get(name);
  if (verb === undefined) throw new AppError('INVALID_INPUT', `There is no command ${name}.`);
  const result = await verb(ctx, input);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
}

async function readBody(request: IncomingMessage): Promise<{ name: string; input: unknown }> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > BODY_MAX) throw new AppError('TOO_LARGE', 'The command is too long.');
  }
  const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as { name?: unknown; input?: unknown };
  if (typeof body.name !== 'string') throw new AppError('INVALID_INPUT', 'The command has no name.');
  return { name: body.name, input: body.input };
}
