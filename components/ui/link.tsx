import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/**
 * A link that fetches nothing before it is pressed. Pages are rendered for each request, so what Next would fetch ahead
 * is asked for again at the press, and twenty links in sight kept the server from the page itself.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return <NextLink {...props} prefetch={false} />;
}
