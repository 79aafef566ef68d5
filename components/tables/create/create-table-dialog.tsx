'use client';
import { Dialog } from '@/components/ui/dialog';
import { Segments } from '@/components/ui/segments';
import { useView } from '@/components/shell/use-view';
import { namespaceName } from '@/lib/model/routes';
import { NO_LOAD } from '../load/file-source';
import { CREATE_WAYS } from './ways';

/** Makes a table in a namespace, in one of several ways; which one stands in the address (`create`). */
export function CreateTableDialog({ catalog, namespace }: { readonly catalog: string; readonly namespace: string }) {
  const view = useView();
  const asked = view.get('create');
  const way = CREATE_WAYS.find(({ key }) => key === asked) ?? CREATE_WAYS[0];
  const onClose = () => view.set({ create: null, ...NO_LOAD });
  return (
    <Dialog open={asked !== null} onClose={onClose} title={`Create a table in ${namespaceName(namespace)}`} wide>
      {asked !== null && way !== undefined && (
        <div className="flex flex-col gap-3">
          <div><Segments label="How to create it" value={way.key} options={CREATE_WAYS.map(({ key, label }) => ({ value: key, label }))} onChange={(key) => view.set({ create: key })} /></div>
          <way.Way catalog={catalog} namespace={namespace} onClose={onClose} />
        </div>
      )}
    </Dialog>
  );
}
