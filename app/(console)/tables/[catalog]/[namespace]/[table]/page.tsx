import { redirect } from 'next/navigation';
import { decoded } from '@/components/tables/decoded';
import { routes } from '@/lib/model/routes';

interface Props {
  readonly params: Promise<{ readonly catalog: string; readonly namespace: string; readonly table: string }>;
}

export default async function Page({ params }: Props) {
  const { catalog, namespace, table } = await params;
  redirect(routes.table(decoded(catalog), decoded(namespace), decoded(table)));
}
