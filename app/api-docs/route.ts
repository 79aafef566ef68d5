import { serveApiDocs } from '@/lib/transport/api/handlers/serve-api-docs';

export const dynamic = 'force-dynamic';
export { serveApiDocs as GET };
