/** Where to go after signing in: a path of this console, else home. Never another site. */
export function ownPath(next: string | null): string {
  if (next === null || !next.startsWith('/') || next.startsWith('//') || next.startsWith('/\\')) return '/';
  const base = 'http://console.invalid';
  return URL.canParse(next, base) && new URL(next, base).origin === base ? next : '/';
}
