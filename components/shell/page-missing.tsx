import { Empty } from '@/components/ui/empty';
import { LinkButton } from '@/components/ui/link-button';
import { routes } from '@/lib/model/routes';

export function PageMissing() {
  return <main className="grow p-5"><Empty heading="h1" title="There is no such page" why="The address may be old or mistyped." action={<LinkButton href={routes.home()}>Go home</LinkButton>} /></main>;
}
