import { ProblemError, toShownProblem } from '@/lib/transport/api/client/problem';

export interface SentFile { readonly upload: string; readonly name: string; readonly bytes: number; readonly format: string }

/** Streams a file to the console; `onShare` hears how much of it is there, from 0 to 1. By XMLHttpRequest, as fetch tells nothing of what was sent. */
export function sendFile(file: File, onShare: (share: number) => void, signal: AbortSignal): Promise<SentFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(request.response as SentFile);
      else reject(new ProblemError(toShownProblem(request.response, request.status, request.getResponseHeader('x-request-id'))));
    });
    request.addEventListener('error', () => reject(new TypeError('The connection was lost while the file was sent.')));
    request.addEventListener('abort', () => reject(new DOMException('The sending was stopped.', 'AbortError')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
