import { headers } from 'next/headers';

/** What the frame of every page asks. */
const FRAME = ['/account', '/catalogs', '/queries?state=running&limit=20'];

/**
 * Lets the browser ask the API for what a page shows first, while the page's scripts are on their way to it: its hooks then find
 * the answers. Only in a page that is opened by its address; one that is gone to asks at the press. They are tags, since
 * what `preload` of react-dom is told after the frame has left reaches the browser with the scripts.
 *
 * `paths` are below the API's root, letter by letter as the page's hooks ask them, the most wanted first.
 */
export async function AskAhead({ paths }: { readonly paths: readonly string[] }) {
  if ((await headers()).get('accept')?.includes('text/html') !== true) return null;
  return [...paths, ...FRAME].map((path) => <link key={path} rel="preload" as="fetch" crossOrigin="anonymous" href={`/api/v1${path}`} />);
}
