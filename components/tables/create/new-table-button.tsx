'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { IconButton } from '@/components/ui/icon-button';
import { namespaceName, routes, withQuery } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import { usePlace } from '../use-place';

/** Above the tree: a new table in the namespace where one stands, for who may create one there. */
export function NewTableButton() {
  const router = useRouter();
  const { catalog, namespace } = usePlace();
  const about = useQuery({ ...api.catalogs.namespace.queryOptions({ input: { catalog: catalog ?? '', namespace: namespace ?? '' } }), enabled: catalog !== null && namespace !== null, staleTime: 60_000 });
  if (catalog === null || namespace === null || about.data?.can['create'] !== true) return null;
  return <IconButton size="tiny" label={`Create a table in ${namespaceName(namespace)}`} icon={<Plus size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={() => router.push(withQuery(routes.namespace(catalog, namespace), { create: 'columns' }))} />;
}
