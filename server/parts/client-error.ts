import type { Duplex } from 'node:stream';

/** Answers what Node could not read as a request; its own answers have no body. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const large = error.code === 'HPE_HEADER_OVERFLOW';
  const status = large ? 431 : 400;
  const body = JSON.stringify({
    type: `urn:lakehouse-console:problem:${large ? 'too-large' : 'invalid-input'}`, title: large ? 'Too large' : 'The request is not valid', status, code: large ? 'TOO_LARGE' : 'INVALID_INPUT',
    detail: large ? 'The address and the headers together are larger than 64 KiB.' : 'This is no HTTP request.', requestId: crypto.randomUUID(),
  });
  socket.end(`HTTP/1.1 ${status} ${large ? 'Request Header Fields Too Large' : 'Bad Request'}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
}
