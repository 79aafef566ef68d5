'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { DangerDialog } from '@/components/ui/danger-dialog';
import { useView } from '@/components/shell/use-view';
import { useWritten } from '@/components/shell/use-written';
import { namespaceName, routes } from '@/lib/model/routes';
import { client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';

/** Drops a namespace that holds nothing; what it still holds is said first. */
export function DropNamespace({ catalog, namespace }: { readonly catalog: string; readonly namespace: string }) {
  const view = useView();
  const router = useRouter();
  const written = useWritten();
  const name = namespaceName(namespace);
  const open = view.get('drop') === 'namespace';
  const effect = useQuery({ queryKey: ['drop-namespace', catalog, namespace], enabled: open, retry: false, staleTime: 0, queryFn: ({ signal }) => client.catalogs.dropNamespace({ params: { catalog, namespace }, query: { dryRun: 'true' } }, { signal }) });
  const drop = useMutation({
    mutationFn: () => client.catalogs.dropNamespace({ params: { catalog, namespace }, headers: { 'idempotency-key': crypto.randomUUID() } }),
    onSuccess: async ({ undo }) => {
      router.push(routes.catalog(catalog));
      await written({ title: `${name} dropped`, undo });
    },
  });
  const problem = drop.error ?? effect.error;
  return (
    <>
      <Button onClick={() => view.set({ drop: 'namespace' }, 'push')}>Drop</Button>
      <DangerDialog
        open={open} onClose={() => { view.set({ drop: null }); drop.reset(); }} title={`Drop the namespace ${name}`} verb={`Drop ${name}`} busy={drop.isPending} problem={problem === null ? null : problemOf(problem).detail} onConfirm={() => drop.mutate()}
        effect={effect.data === undefined ? 'Only an empty namespace can be dropped.' : `${name} is empty: its folder goes, and nothing else.`} undo="A namespace of that name can be made again at any time; rights that were given on it are not."
      />
    </>
  );
}
