import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { queryCounts } from '@/lib/features/queries';
import { signedIn } from './signed-in';

interface Metrics { readonly registry: Registry; readonly requests: Counter; readonly seconds: Histogram; readonly runs: Gauge }

/** One registry a process: this module may exist in several bundles. */
const KEY = Symbol.for('lakehouse-console.metrics');
function metrics(): Metrics {
  const holder = globalThis as { [KEY]?: Metrics };
  if (holder[KEY]) return holder[KEY];
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const made = {
    registry,
    requests: new Counter({ name: 'http_requests_total', help: 'Requests to the API', labelNames: ['method', 'route', 'status'], registers: [registry] }),
    seconds: new Histogram({ name: 'http_request_duration_seconds', help: 'Time to answer a request to the API', labelNames: ['method', 'route'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [registry] }),
    runs: new Gauge({ name: 'lakehouse_queries', help: 'Queries by state; ended ones since the start', labelNames: ['state'], registers: [registry] }),
  };
  holder[KEY] = made;
  return made;
}

export function observeRequest(method: string, route: string, status: number, milliseconds: number): void {
  const { requests, seconds } = metrics();
  requests.inc({ method, route, status: String(status) });
  seconds.observe({ method, route }, milliseconds / 1000);
}

/** Prometheus text (exposition format 0.0.4), for whoever is signed in or sends a token. */
export const serveMetrics = (request: Request): Promise<Response> =>
  signedIn(request, async (ctx) => {
    const { registry, runs } = metrics();
    for (const [state, count] of Object.entries(queryCounts(ctx.ports))) runs.set({ state }, count);
    return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' } });
  });
