'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import { useView } from '@/components/shell/use-view';
import { useWritten } from '@/components/shell/use-written';
import { namespaceLevels, namespaceName, routes } from '@/lib/model/routes';
import { client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';

/** Makes a namespace in a catalog, or in another namespace. */
export function NewNamespace({ catalog, parent }: { readonly catalog: string; readonly parent?: string }) {
  const view = useView();
  const router = useRouter();
  const written = useWritten();
  const [name, setName] = useState('');
  const open = view.get('new') === 'namespace';
  const close = () => view.set({ new: null });
  const create = useMutation({
    mutationFn: () => client.catalogs.createNamespace({ params: { catalog }, headers: { 'idempotency-key': crypto.randomUUID() }, body: { namespace: [...(parent === undefined ? [] : namespaceLevels(parent)), name.trim()] } }),
    onSuccess: async ({ namespace, undo }) => {
      setName('');
      router.push(routes.namespace(catalog, namespace));
      await written({ title: `${namespaceName(namespace)} created`, undo });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !create.isPending) create.mutate();
  };
  return (
    <>
      <Button onClick={() => view.set({ new: 'namespace' }, 'push')}>New namespace</Button>
      <Dialog open={open} onClose={close} title={`New namespace in ${parent === undefined ? catalog : namespaceName(parent)}`}>
        <form onSubmit={submit} className="flex flex-col gap-3">
          <TextField label="Name" mono autoFocus value={name} autoComplete="off" spellCheck={false} help="Becomes a folder of the warehouse; SQL writes it in quotes when it is no plain word." error={create.error === null ? null : problemOf(create.error).detail} onChange={(event) => { setName(event.target.value); create.reset(); }} />
          <div className="flex justify-end gap-2">
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" variant="primary" busy={create.isPending} busyLabel="Creating" reason={name.trim() === '' ? 'Give it a name.' : null}>Create namespace</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
