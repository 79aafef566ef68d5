import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '@/lib/transport/api/contract';
import { router } from '@/lib/transport/api/handlers/router';
import { byToken, type Api } from '../../support/api';
import { startConsole, type TestConsole } from '../../support/console';

interface Operation { readonly method: string; readonly path: string; readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: { readonly type?: string } }[]; readonly hasBody: boolean; readonly open: boolean }
interface OpenApi { readonly openapi: string; readonly paths: Record<string, Record<string, { operationId?: string; parameters?: Operation['parameters']; requestBody?: unknown; security?: unknown[]; responses: Record<string, unknown> }>> }

let running: TestConsole;
let api: Api;
let token: string;
let document: OpenApi;
let operations: Operation[];
beforeAll(async () => {
  running = await startConsole({ env: { LAKEHOUSE_DEMO: 'off' } });
  token = await running.token();
  api = byToken(running.url, token);
  document = (await api.call<OpenApi>('GET', '/openapi.json')).body;
  operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { parameters = [], requestBody, security }]) => ({ method: method.toUpperCase(), path, parameters, hasBody: requestBody !== undefined, open: security?.length === 0 })));
});
afterAll(() => running.stop());

const filled = ({ path, parameters }: Operation, value: string): string => {
  const inPath = path.replace(/\{[^}]+\}/g, encodeURIComponent(value));
  const query = parameters.filter((one) => one.in === 'query' && one.required === true).map((one) => `${one.name}=${one.name === 'format' ? 'csv' : encodeURIComponent(value)}`);
  return query.length > 0 ? `${inPath}?${query.join('&')}` : inPath;
};
const fetchRaw = (operation: Operation, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${running.url}/api/v1${path}`, { method: operation.method, ...init, headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) } });

async function expectProblem(answer: Response, ...statuses: readonly number[]): Promise<Record<string, unknown>> {
  const text = await answer.text();
  expect([answer.url, answer.status, text.slice(0, 300)]).toEqual([answer.url, statuses.includes(answer.status) ? answer.status : statuses, text.slice(0, 300)]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem).toMatchObject({ status: answer.status, code: expect.any(String), detail: expect.any(String), title: expect.any(String), type: expect.stringMatching(/^urn:/) });
  expect(problem['requestId']).toBe(answer.headers.get('x-request-id'));
  expect(String(problem['detail'])).not.toMatch(/\n|undefined|\[object|node_modules|Error:|Invalid input|Too (small|big)/);
  return problem;
}

describe('the contract', { timeout: 60_000 }, () => {
  it('has a handler for every procedure and nothing more, and the document names them all', () => {
    const names = (tree: object): string[] => Object.entries(tree).flatMap(([group, procedures]) => Object.keys(procedures as object).map((name) => `${group}.${name}`)).sort();
    expect(names(router)).toEqual(names(contract));
    const documented = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId = '' }) => operationId)).sort();
    expect(documented).toEqual([...names(contract), 'queries.export', 'load.upload', 'load.badRows'].sort());
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('binds each procedure to a verb, which decides', async () => {
    // a router that answered by itself would not know of the seam: no handler may be longer than one call
    const source = (await import('node:fs')).readFileSync('lib/transport/api/handlers/router.ts', 'utf8');
    const handlers = [...source.matchAll(/\.handler\(\((?:\{[^}]*\})?\) => ([^\n]+)\),\n/g)].map((match) => match[1] ?? '');
    expect(handlers).toHaveLength(Object.values(contract).reduce((sum, group) => sum + Object.keys(group).length, 0));
    for (const handler of handlers) expect(handler).toMatch(/^(tables|load|queries|people|maintenance|system)\.\w+\(context\.ctx, (input|write\(input\)|\{\})\)$/);
  });
});

describe('nobody', { timeout: 60_000 }, () => {
  it('reaches only what is open', async () => {
    for (const operation of operations) {
      if (operation.open) continue;
      const answer = await fetch(`${running.url}/api/v1${filled(operation, 'x')}`, { method: operation.method, headers: operation.hasBody ? { 'content-type': 'application/json' } : {}, ...(operation.hasBody ? { body: '{}' } : {}) });
      await expectProblem(answer, 401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    for (const path of ['/api/v1/openapi.json', '/api/metrics', '/api-docs']) expect([path, (await fetch(running.url + path)).status]).toEqual([path, 401]);
    expect(operations.filter(({ open }) => open).map(({ path }) => path)).toEqual(['/setup']);
    expect((await fetch(`${running.url}/api/health/live`)).status).toBe(200);
    expect(await (await fetch(`${running.url}/api/health/ready`)).json()).toEqual({ ready: true, notReady: [] });
  });

  it('is told so with a token that is wrong, beside a good one too', async () => {
    for (const authorization of ['Bearer nonsense', 'Bearer ', 'Basic YWRtaW46YWRtaW4=', `Bearer ${token.slice(0, -1)}x`, `bearer ${token}x`]) {
      await expectProblem(await fetch(`${running.url}/api/v1/account`, { headers: { authorization } }), 401);
    }
  });
});

describe('what is wrong with a request', { timeout: 60_000 }, () => {
  it('is said for a body of another type', async () => {
    for (const operation of operations.filter(({ hasBody }) => hasBody)) {
      for (const body of ['{"a":', '[]', '"text"', '17', 'null', '{"sql":7,"name":[],"token":{},"key":1,"current":false,"principal":{},"title":[],"id":{}}', '\u0000']) {
        // it takes an empty object, and members that it does not know are passed over
        if (operation.path === '/account/sessions/revoke-others' && body.startsWith('{"sql"')) continue;
        await expectProblem(await fetchRaw(operation, filled(operation, 'x'), { body, headers: { 'content-type': 'application/json' } }), 400, 403, 404, 422);
      }
      await expectProblem(await fetchRaw(operation, filled(operation, 'x'), { body: '<a/>', headers: { 'content-type': 'text/xml' } }), 400, 415);
    }
  });

  it('is said for a body that is too large', async () => {
    const body = JSON.stringify({ sql: 'x'.repeat(3_000_000) });
    // uploads stream and have a bound of their own: load.test.ts
    for (const operation of operations.filter(({ hasBody, path }) => hasBody && path !== '/uploads')) {
      await expectProblem(await fetchRaw(operation, filled(operation, 'x'), { body, headers: { 'content-type': 'application/json' } }), 413);
    }
  });

  it('is said for ids and names that are not there, of any shape', async () => {
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      for (const value of ['no such thing', '..', '%', 'a\u001fb', '\u0000', '汉字😀', '-1', '9'.repeat(40), "';--", '/etc/passwd', 'x'.repeat(3000)]) {
        if (value === '..' || (operation.path === '/account/preferences/{key}') || (operation.path === '/sql/tabs/{id}' && operation.method === 'DELETE')) continue;
        const answer = await fetchRaw(operation, filled(operation, value), operation.hasBody ? { body: '{}', headers: { 'content-type': 'application/json' } } : {});
        await expectProblem(answer, 400, 404, 414);
      }
    }
  });

  it('is said for query parameters of another type', async () => {
    for (const operation of operations) {
      for (const parameter of operation.parameters.filter((one) => one.in === 'query' && (one.schema?.type === 'integer' || one.schema?.type === 'number'))) {
        for (const value of ['many', '-5', '1e99', 'NaN', '']) {
          const path = filled(operation, 'x');
          await expectProblem(await fetchRaw(operation, `${path}${path.includes('?') ? '&' : '?'}${parameter.name}=${value}`), 400, 404);
        }
      }
    }
  });

  it('is said for a path that cannot be decoded, a method that is none, and an endpoint that is not there', async () => {
    for (const path of ['/api/v1/queries/%E0%A4', '/api/v1/%', '/api/v1/catalogs/%ff/namespaces', '/%zz', '/api/v1/queries/%00']) {
      await expectProblem(await fetch(running.url + path, { headers: { authorization: `Bearer ${token}` } }), 400);
    }
    const wrong = await fetch(`${running.url}/api/v1/account`, { method: 'PUT', headers: { authorization: `Bearer ${token}` } });
    await expectProblem(wrong, 405);
    expect(wrong.headers.get('allow')).toBe('GET');
    await expectProblem(await fetch(`${running.url}/api/v1/nothing/here`, { headers: { authorization: `Bearer ${token}` } }), 404);
  });

  it('never costs the console', async () => {
    expect(await (await fetch(`${running.url}/api/health/ready`)).json()).toEqual({ ready: true, notReady: [] });
    expect(running.output()).not.toContain('A request failed for a reason of the console');
  });
});

describe('what is beside the contract', { timeout: 60_000 }, () => {
  it('answers Prometheus with the names that it knows', async () => {
    const text = await (await fetch(`${running.url}/api/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();
    for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_seconds', 'http_requests_total{', 'http_request_duration_seconds_bucket{', 'lakehouse_queries{state="finished"}']) expect(text).toContain(name);
  });

  it('shows the page of the API under the policy', async () => {
    const answer = await fetch(`${running.url}/api-docs`, { headers: { authorization: `Bearer ${token}`, accept: 'text/html' } });
    expect(answer.status).toBe(200);
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
    expect(await answer.text()).toContain(`nonce="${nonce}"`);
    for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css']) expect((await fetch(`${running.url}/swagger-ui/${file}`)).status).toBe(200);
  });

  it('says of every answer who may frame it, guess its type, or keep it', async () => {
    for (const path of ['/api/v1/account', '/api/health/live', '/sign-in', '/api/v1/nope']) {
      const { headers } = await fetch(running.url + path, { headers: { authorization: `Bearer ${token}` } });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    const page = (await fetch(`${running.url}/sign-in`)).headers.get('content-security-policy') ?? '';
    expect(page).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(page).not.toContain('unsafe-eval');
  });
});
