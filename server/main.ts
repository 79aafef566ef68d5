// The running console: an HTTP server around Next. `next start` would not stop while a stream is open.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { buildFiles } from './parts/build-files';
import { answerClientError } from './parts/client-error';
import { answeredByGuard } from './parts/guard';
import { answeredWhileStarting, OWN_HEADER } from './parts/starting';
import { warmUp } from './parts/warm-up';

/** What lib/lakehouse.ts, which Next bundles apart, leaves for this process. */
interface Running {
  readonly error: string | null;
  readonly setupLink: string | null;
  stop(): Promise<void>;
}
const running = (): Running | undefined => (globalThis as { [key: symbol]: Running | undefined })[Symbol.for('lakehouse-console.running')];

const STOP_MS = 4500;
/** How long a part may take to answer for the first time. */
const READY_MS = 90_000;
const settings = readSettings(process.env);
// next-auth makes every address and the names of its cookies from this one; a client's Host never counts.
process.env['NEXTAUTH_URL'] = settings.publicUrl;
delete process.env['AUTH_TRUST_HOST'];

const dev = process.env.NODE_ENV === 'development';
const fail = (message: string): never => {
  console.error(message);
  process.exit(1);
};

let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
/** true once every part is open: until then nothing but the question whether it lives is answered at once */
let started = false;
const ownSecret = crypto.randomUUID();
let opened = (): void => undefined;
const open = new Promise<void>((resolve) => { opened = resolve; });
/** in development Next makes files as they are asked for */
const answeredFromBuild = dev ? () => Promise.resolve(false) : buildFiles('.next/static');

// room for names of any script in an address, so that they are judged and not cut off
const server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
  void (async () => {
    if (answeredByGuard(request, response, settings) || (!started && answeredWhileStarting(request, response, ownSecret))) return;
    if (await answeredFromBuild(request, response)) return;
    await open;
    await handle(request, response);
  })().catch((error: unknown) => {
    console.error('A request could not be answered:', error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.on('clientError', answerClientError);
server.on('error', (error: NodeJS.ErrnoException) => fail(error.code === 'EADDRINUSE'
  ? `Port ${settings.port} on ${settings.host} is in use. Stop what uses it, or set PORT.`
  : `The console cannot listen on ${settings.host}:${settings.port}: ${error.message}`));

let stopping = false;
let stoppingSince = 0;
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (stopping) {
    // Ctrl-C reaches us and npm, whose end then sends SIGTERM: only a person's second Ctrl-C is impatience.
    if (signal === 'SIGINT' && Date.now() - stoppingSince > 1000) process.exit(130);
    return;
  }
  stopping = true;
  stoppingSince = Date.now();
  setTimeout(() => process.exit(1), STOP_MS).unref();
  server.close();
  server.closeIdleConnections();
  await running()?.stop();
  server.closeAllConnections();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal).catch((error: unknown) => fail(`The console did not stop cleanly: ${String(error)}`)));

(globalThis as { [key: symbol]: boolean })[Symbol.for('lakehouse-console.answers-signals')] = true;

// Before anything else: an address in use must not cost a database that was opened.
await new Promise<void>((resolve) => server.listen(settings.port, settings.host.replace(/^\[|\]$/g, ''), resolve));
const app = next({ dev, hostname: settings.host, port: settings.port, dir: process.cwd(), httpServer: server });
await app.prepare();
handle = app.getRequestHandler();
opened();

// Next calls instrumentation at the first request; one that throws would leave a process that answers 500 for ever.
const own = `http://${settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host === '::' ? '[::1]' : settings.host}:${settings.port}`;
const askReady = () => fetch(`${own}/api/health/ready`, { headers: { [OWN_HEADER]: ownSecret } }).then(async (answer) => ({ ok: answer.ok, text: await answer.text() }), (error: unknown) => ({ ok: false, text: String(error) }));
// On a busy machine the first child of a part may be late. What could not be built will not come by waiting.
const patience = Date.now() + READY_MS;
let ready = await askReady();
while (!ready.ok && !stopping && running()?.error == null && Date.now() < patience) {
  await new Promise((resolve) => setTimeout(resolve, 500));
  ready = await askReady();
}
if (!ready.ok && !stopping) {
  await running()?.stop();
  fail(`The console could not start. ${running()?.error ?? ready.text}`);
}
started = true;
if (!stopping) {
  console.log(`Lakehouse Console is ready at ${settings.publicUrl}`);
  const link = running()?.setupLink;
  if (link != null) console.log(`\nSet the password of the user admin here (this link works once, for 24 hours):\n  ${link}\n`);
}
if (!dev && !stopping) void warmUp(own, new URL(settings.publicUrl).host);
