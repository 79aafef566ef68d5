import { get } from 'node:http';

/**
 * Pages and a request for which nobody is signed in. Each ends where a stranger's would, and on its way loads the code of the
 * screens and of the API: most of a second of a processor, which the first visitor would wait for.
 */
const ASKED = ['/sign-in', '/', '/tables/a/b/c/overview', '/api/v1/catalogs'];

/**
 * Loads what a first visit needs, one after the other, once the console is ready.
 *
 * @param own address of the console on this machine
 * @param host what visitors call it
 */
export async function warmUp(own: string, host: string): Promise<void> {
  for (const path of ASKED) {
    await new Promise<void>((resolve) => {
      get(`${own}${path}`, { headers: { host } }, (answer) => answer.resume().once('close', resolve)).once('error', () => resolve());
    });
  }
}
