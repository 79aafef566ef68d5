import { afterEach, expect, it, vi } from 'vitest';
import { client } from '@/lib/transport/api/client';

afterEach(() => { vi.unstubAllGlobals(); });

it('sends a write with its parts where HTTP has them', async () => {
  const sent: Request[] = [];
  vi.stubGlobal('location', { origin: 'http://console.test' });
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(request);
    return Response.json({ metadataVersion: 2 });
  });
  await client.tables.change({
    params: { catalog: 'lake', namespace: 'a\u001fb', table: 'x/y' }, query: { dryRun: 'true' }, headers: { 'if-match': '"uuid:1"', 'idempotency-key': 'k' },
    body: { changes: [{ kind: 'add-column', name: 'n', type: 'long', writeDefault: '9007199254740993' }] },
  });
  await client.tables.drop({ params: { catalog: 'lake', namespace: 'shop', table: 'orders' } });
  const [change, drop] = sent;
  expect([change?.method, change?.url, change?.headers.get('if-match'), change?.headers.get('idempotency-key'), await change?.json()]).toEqual([
    'PATCH', 'http://console.test/api/v1/catalogs/lake/namespaces/a%1Fb/tables/x%2Fy?dryRun=true', '"uuid:1"', 'k', { changes: [{ kind: 'add-column', name: 'n', type: 'long', writeDefault: '9007199254740993' }] },
  ]);
  expect([drop?.method, drop?.url, await drop?.text()]).toEqual(['DELETE', 'http://console.test/api/v1/catalogs/lake/namespaces/shop/tables/orders', '']);
});
