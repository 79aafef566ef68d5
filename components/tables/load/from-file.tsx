'use client';
import { useView } from '@/components/shell/use-view';
import type { CreateWayProps } from '../create/ways';
import { NO_LOAD } from './file-source';
import { LoadFile } from './load-file';

/** A new table from a file. */
export function FromFile({ catalog, namespace, onClose }: CreateWayProps) {
  const view = useView();
  return <LoadFile catalog={catalog} namespace={namespace} table={null} onClose={() => { view.set(NO_LOAD); onClose(); }} />;
}
