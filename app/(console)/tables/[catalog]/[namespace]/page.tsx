import type { Metadata } from 'next';
import { decoded } from '@/components/tables/decoded';
import { NamespacePage } from '@/components/tables/namespace-page';
import { signedInPage } from '@/lib/kernel/identity/page-context';
import { namespaceName, routes } from '@/lib/model/routes';

interface Props {
  readonly params: Promise<{ readonly catalog: string; readonly namespace: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: namespaceName(decoded((await params).namespace)) };
}

export default async function Page({ params }: Props) {
  const given = await params;
  const catalog = decoded(given.catalog);
  const namespace = decoded(given.namespace);
  await signedInPage(routes.namespace(catalog, namespace));
  return <NamespacePage catalog={catalog} namespace={namespace} />;
}
