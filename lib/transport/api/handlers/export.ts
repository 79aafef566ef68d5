import { invalidInput, AppError } from '@/lib/model/errors';
import { exportCsv } from '@/lib/features/queries';
import { requireSignedIn } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { problemResponse } from '../problem';

const EXPORT = /^\/queries\/([^/]+)\/statements\/([^/]+)\/export\/?$/;

/** `GET /queries/{id}/statements/{n}/export`: the answer as a download. Null for any other path. */
export async function serveExport(ctx: Context, request: Request, path: string, onRoute: (route: string) => void): Promise<Response | null> {
  const match = EXPORT.exec(path);
  if (match === null) return null;
  onRoute('queries.export');
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: 'GET, OPTIONS', 'x-request-id': ctx.requestId } });
  requireSignedIn(ctx);
  if (request.method !== 'GET') return problemResponse(invalidInput(`${request.method} is not a method of this endpoint; it takes GET.`), ctx.requestId, { status: 405, headers: { allow: 'GET' } });
  const [, id = '', n = ''] = match;
  if (!/^\d{1,5}$/.test(n)) throw invalidInput('n must be the number of a statement, from 0.', { n: 'must be a whole number' });
  const query = new URL(request.url).searchParams;
  const format = query.get('format');
  if (format !== 'csv') throw new AppError('INVALID_INPUT', 'Say which format: format=csv.', { fields: { format: 'must be csv' } });
  const spreadsheet = query.get('spreadsheet') ?? 'false';
  if (spreadsheet !== 'true' && spreadsheet !== 'false') throw new AppError('INVALID_INPUT', 'spreadsheet is true or false.', { fields: { spreadsheet: 'must be true or false' } });
  const { body, fileName } = await exportCsv(ctx, { id: decodeURIComponent(id), n: Number(n), format, spreadsheet: spreadsheet === 'true', sort: query.get('sort') ?? undefined, filter: query.get('filter') ?? undefined });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present', 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'", 'x-request-id': ctx.requestId,
    },
  });
}
