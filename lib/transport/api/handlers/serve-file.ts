import { invalidInput } from '@/lib/model/errors';
import { exportBadRows, uploadFile } from '@/lib/features/load';
import { requireSignedIn } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { requireSameOrigin } from '@/lib/kernel/identity/same-origin';
import { problemResponse } from '../problem';

const BAD_ROWS = /^\/jobs\/([^/]+)\/bad-rows\/?$/;
const UPLOADS = /^\/uploads\/?$/;
/** a form cannot send it, so a browser asks first before it sends it for another site */
const BYTES = 'application/octet-stream';

/** What streams a file in or its bad rows out: `POST /uploads?name=` and `GET /jobs/{id}/bad-rows`. Null for any other path. */
export async function serveFile(ctx: Context, request: Request, path: string, onRoute: (route: string) => void): Promise<Response | null> {
  const [bad, method] = [BAD_ROWS.exec(path), UPLOADS.test(path) ? 'POST' : 'GET'];
  if (bad === null && method === 'GET') return null;
  onRoute(bad === null ? 'load.upload' : 'load.badRows');
  const headers = { 'cache-control': 'no-store', 'x-request-id': ctx.requestId };
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { ...headers, allow: `${method}, OPTIONS` } });
  requireSignedIn(ctx);
  if (request.method !== method) return problemResponse(invalidInput(`${request.method} is not a method of this endpoint; it takes ${method}.`), ctx.requestId, { status: 405, headers: { allow: method } });
  const query = new URL(request.url).searchParams;
  if (bad === null) {
    requireSameOrigin(request, ctx.ports.settings.publicUrl, BYTES);
    if (request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() !== BYTES || request.body === null) throw invalidInput(`Send the file's bytes as the body, with the content type ${BYTES}.`);
    return Response.json(await uploadFile(ctx, { name: query.get('name') ?? '', body: request.body }), { status: 201, headers });
  }
  const { body, fileName } = await exportBadRows(ctx, { id: decodeURIComponent(bad[1] ?? ''), spreadsheet: query.get('spreadsheet') === 'true' });
  return new Response(body, {
    headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present', 'content-disposition': `attachment; filename="${fileName}"`, 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" },
  });
}
