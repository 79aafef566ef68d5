import { signedIn } from '../../signed-in';

/** The API's own page (Swagger UI, its assets copied into public/ by server/start.mjs), under the nonce that proxy.ts gave the request. */
export const serveApiDocs = (request: Request): Promise<Response> =>
  signedIn(request, async (ctx) => new Response(page(request.headers.get('x-nonce') ?? ''), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-request-id': ctx.requestId },
  }));

const page = (nonce: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Lakehouse Console</title>
<link rel="stylesheet" href="/swagger-ui/swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script src="/swagger-ui/swagger-ui-bundle.js" nonce="${nonce}"></script>
<script nonce="${nonce}">SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null, displayRequestDuration: true });</script>
</body>
</html>
`;
