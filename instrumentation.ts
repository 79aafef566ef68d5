/** Next calls this once, at the first request (server/main makes it). */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') await (await import('./lib/lakehouse')).start();
}
