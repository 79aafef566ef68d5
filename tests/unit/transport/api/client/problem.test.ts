import { afterEach, describe, expect, it, vi } from 'vitest';
import { problemFetch, problemOf, toShownProblem } from '@/lib/transport/api/client/problem';

afterEach(() => vi.unstubAllGlobals());

describe('problemOf', () => {
  it('keeps what the server said, its request id and the privilege that is missing', async () => {
    const body = { code: 'FORBIDDEN', title: 'A privilege is missing', detail: 'This needs the privilege select on table shop.orders.', requestId: 'r1', privilege: 'select', securable: 'table/lake/shop/orders' };
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status: 403, headers: { 'content-type': 'application/problem+json' } })));
    const error: unknown = await problemFetch(new Request('http://127.0.0.1/x')).catch((thrown: unknown) => thrown);
    expect(problemOf(error)).toMatchObject({ status: 403, code: 'FORBIDDEN', detail: body.detail, requestId: 'r1', privilege: 'select' });
  });
  it('has an answer for a body that is no JSON', () => {
    expect(toShownProblem(null, 502, 'r2')).toMatchObject({ status: 502, code: 'INTERNAL', requestId: 'r2' });
  });
  it('says that nobody answered when the network failed', () => {
    expect(problemOf(new TypeError('fetch failed'))).toMatchObject({ code: 'UNREACHABLE', status: 0 });
  });
});
