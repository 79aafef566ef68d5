import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildFiles } from '@/server/parts/build-files';

const SCRIPT = `globalThis.x = ${JSON.stringify('x'.repeat(4000))};`;
let folder: string;
let server: Server;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'build-files-'));
  mkdirSync(join(folder, 'static', 'chunks'), { recursive: true });
  writeFileSync(join(folder, 'static', 'chunks', '[root]-a.js'), SCRIPT);
  writeFileSync(join(folder, 'static', 'font.woff2'), 'font');
  writeFileSync(join(folder, 'static', 'notes.txt'), 'of no known type');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  const answered = buildFiles(join(folder, 'static'));
  server = createServer((request, response) => void answered(request, response).then((done) => { if (!done) response.writeHead(418).end(); }, () => response.writeHead(500).end()));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_next/static`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

it('sends a script whole, smaller to whoever takes gzip, for good', async () => {
  for (const [encoding, sent] of [['gzip, deflate', 'gzip'], ['identity', null]] as const) {
    const answer = await fetch(`${url}/chunks/%5Broot%5D-a.js?dpl=1`, { headers: { 'accept-encoding': encoding } });
    expect([answer.status, answer.headers.get('content-encoding'), answer.headers.get('content-type'), answer.headers.get('cache-control'), answer.headers.get('vary')])
      .toEqual([200, sent, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'Accept-Encoding']);
    expect(Number(answer.headers.get('content-length')) < SCRIPT.length).toBe(sent !== null);
    expect(await answer.text()).toBe(SCRIPT);
  }
});

it('sends what is compressed already as it is, and no body to HEAD', async () => {
  const answer = await fetch(`${url}/font.woff2`, { headers: { 'accept-encoding': 'gzip' } });
  expect([answer.headers.get('content-encoding'), answer.headers.get('content-type'), await answer.text()]).toEqual([null, 'font/woff2', 'font']);
  const head = await fetch(`${url}/font.woff2`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '4', '']);
});

it('leaves to Next what it does not know: other folders, other types, what was made later, other methods', async () => {
  writeFileSync(join(folder, 'static', 'later.js'), '');
  for (const path of ['/..%2Fsecret.js', '/%2e%2e/secret.js', '/chunks/..%2f..%2f..%2fsecret.js', '/notes.txt', '/later.js', '/chunks', '/']) expect((await fetch(url + path)).status, path).toBe(418);
  expect((await fetch(`${url}/font.woff2`, { method: 'POST' })).status).toBe(418);
});

it('fails for a file that is gone, and not for good', async () => {
  writeFileSync(join(folder, 'static', 'gone.css'), 'a{}');
  const answered = buildFiles(join(folder, 'static'));
  const other = createServer((request, response) => void answered(request, response).catch(() => response.writeHead(500).end()));
  await new Promise<void>((resolve) => { other.listen(0, '127.0.0.1', resolve); });
  const gone = `http://127.0.0.1:${(other.address() as AddressInfo).port}/_next/static/gone.css`;
  rmSync(join(folder, 'static', 'gone.css'));
  expect((await fetch(gone)).status).toBe(500);
  writeFileSync(join(folder, 'static', 'gone.css'), 'a{}');
  expect(await (await fetch(gone)).text()).toBe('a{}');
  other.close();
});
