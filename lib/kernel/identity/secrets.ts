import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How a random secret is kept: only to be found again, never to be read back. */
export const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const PERSONAL = 'lhc_pat_';
const BODY = 43;
const CHECK = 6;
const checksum = (body: string): string => createHash('sha256').update(PERSONAL + body).digest('base64url').slice(0, CHECK);

/** 32 random bytes and a checksum, so that a scanner knows a leaked one and a typing error costs no look-up. */
export function newToken(): { token: string; prefix: string; hash: string } {
  const body = randomBytes(32).toString('base64url');
  const token = PERSONAL + body + checksum(body);
  return { token, prefix: token.slice(0, PERSONAL.length + 4), hash: fingerprint(token) };
}

/** True for text that has a token's form and checksum; whether it exists is another matter. */
export function looksLikeToken(text: string): boolean {
  if (text.length !== PERSONAL.length + BODY + CHECK || !text.startsWith(PERSONAL)) return false;
  const body = text.slice(PERSONAL.length, PERSONAL.length + BODY);
  return text.slice(-CHECK) === checksum(body);
}

export const newLinkSecret = (): string => randomBytes(32).toString('base64url');
export const newId = (): string => crypto.randomUUID();

/** Compares in the same time wherever they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
