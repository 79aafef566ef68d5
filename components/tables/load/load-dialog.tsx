'use client';
import { Dialog } from '@/components/ui/dialog';
import { useView } from '@/components/shell/use-view';
import type { TableInfo, TablePlace } from '../table-place';
import { NO_LOAD } from './file-source';
import { LoadFile } from './load-file';

/** Loads a file into a table; that it is open stands in the address (`load`). */
export function LoadDialog({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const view = useView();
  const onClose = () => view.set({ load: null, ...NO_LOAD });
  return (
    <Dialog open={view.get('load') !== null} onClose={onClose} title={`Load a file into ${place.table}`} wide>
      <LoadFile catalog={place.catalog} namespace={place.namespace} table={table} onClose={onClose} />
    </Dialog>
  );
}
