import { expect, it } from 'vitest';
import { boundedRequest } from '@/lib/transport/api/body';

const post = (body: string): Promise<Request> => boundedRequest(new Request('http://x/', { method: 'POST', body, headers: { 'content-type': 'application/json' } }));

it.each(['{"sql":"a\\u0000b"}', '{"\\u0000":1}', '{"a":"\\\\\\u0000"}'])('refuses %j, which holds U+0000', async (body) => {
  await expect(post(body)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

it.each(['{"sql":"\\\\u0000"}', '{"sql":"\\u00001"}'.replace('\\u0000', '\\u0001'), '{"sql":"u0000"}'])('takes %j, which does not', async (body) => {
  expect(await (await post(body)).text()).toBe(body);
});

it('refuses what is larger than a mebibyte, whatever its header says', async () => {
  await expect(post(`"${'x'.repeat(1024 * 1024)}"`)).rejects.toMatchObject({ code: 'TOO_LARGE' });
});
