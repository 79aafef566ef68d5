import { serveOpenApi } from '@/lib/transport/api/handlers/serve-openapi';

export const dynamic = 'force-dynamic';
export { serveOpenApi as GET };
