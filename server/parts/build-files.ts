import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip as gzipWith } from 'node:zlib';

const gzip = promisify(gzipWith);
const PREFIX = '/_next/static/';
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2', '.woff': 'font/woff', '.ttf': 'font/ttf', '.png': 'image/png', '.ico': 'image/x-icon',
};
const COMPRESSED = new Set(['.js', '.css', '.svg', '.ttf']);

/**
 * Answers the files of the build, whose names change with what is in them. Next sends each through all of its routing and
 * compresses it anew, 10 ms of the one thread that everything runs on, for two dozen files of a first page; here each is compressed
 * once. Only files that were there at the start are known; the answer is false for anything else, which is Next's to answer.
 *
 * @param folder where the build put them, `.next/static`
 */
export function buildFiles(folder: string): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const known = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(sep).join('/')).filter((name) => extname(name) in TYPES));
  const compressed = new Map<string, Promise<Buffer>>();
  const small = (name: string): Promise<Buffer> => {
    let body = compressed.get(name);
    if (body === undefined) compressed.set(name, (body = readFile(join(folder, name)).then((whole) => gzip(whole, { level: 9 }))));
    // one that could not be read is tried again by the next who asks
    body.catch(() => compressed.delete(name));
    return body;
  };
  return async (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (!path.startsWith(PREFIX) || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    const name = decodeURIComponent(path.slice(PREFIX.length));
    if (!known.has(name)) return false;
    const kind = extname(name);
    const zip = COMPRESSED.has(kind) && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const body = zip ? await small(name) : await readFile(join(folder, name));
    response.writeHead(200, {
      'content-type': TYPES[kind], 'content-length': body.length, 'cache-control': 'public, max-age=31536000, immutable',
      ...(COMPRESSED.has(kind) ? { vary: 'Accept-Encoding' } : {}), ...(zip ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  };
}
