import { AppError, invalidInput } from '@/lib/model/errors';

/** JSON bodies are small; what is large (uploads) has a route of its own. */
const BODY_BYTES_MAX = 1024 * 1024;

/** The escape of U+0000, with any backslash before it escaped itself: databases keep no such text. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/**
 * The request with its body read and bounded: no body for GET and HEAD, JSON only otherwise.
 * @throws TOO_LARGE beyond 1 MiB, INVALID_INPUT for another content type
 */
export async function boundedRequest(request: Request): Promise<Request> {
  if (request.method === 'GET' || request.method === 'HEAD' || request.body === null) return request;
  const tooLarge = () => new AppError('TOO_LARGE', 'The body is larger than 1 MiB.');
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > BODY_BYTES_MAX) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (size > 0 && type !== 'application/json') throw invalidInput('Send the body as JSON, with the content type application/json.');
  const body = Buffer.concat(chunks);
  if (NUL.test(body.toString('latin1'))) throw invalidInput('The body holds the character U+0000, which no text here may have.');
  const init = { method: request.method, headers: request.headers, signal: request.signal };
  return size === 0 ? new Request(request.url, init) : new Request(request.url, { ...init, body });
}
