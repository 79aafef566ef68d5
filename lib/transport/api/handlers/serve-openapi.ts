import { VERSION } from '@/lib/features/system';
import { signedIn } from '../../signed-in';
import { openApiDocument } from '../openapi';

/** The document of the API, for whoever is signed in or sends a token. */
export const serveOpenApi = (request: Request): Promise<Response> =>
  signedIn(request, async (ctx) => Response.json(await openApiDocument(ctx.ports.settings.publicUrl, VERSION), { headers: { 'cache-control': 'no-store', 'x-request-id': ctx.requestId } }));
