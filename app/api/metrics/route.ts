import { serveMetrics } from '@/lib/transport/metrics';

export const dynamic = 'force-dynamic';
export { serveMetrics as GET };
