import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';

export interface CreateWayProps { readonly catalog: string; readonly namespace: string; readonly onClose: () => void }
export interface CreateWay { readonly key: string; readonly label: string; /** fills the dialog, its own actions included */ readonly Way: ComponentType<CreateWayProps> }

/** The ways to a new table; each is loaded when it is chosen. */
export const CREATE_WAYS: readonly CreateWay[] = [
  { key: 'columns', label: 'Columns by hand', Way: dynamic<CreateWayProps>(() => import('./from-columns').then((file) => file.FromColumns), { ssr: false }) },
  { key: 'file', label: 'From a file', Way: dynamic<CreateWayProps>(() => import('../load/from-file').then((file) => file.FromFile), { ssr: false }) },
  { key: 'query', label: 'From a query', Way: dynamic<CreateWayProps>(() => import('./from-query').then((file) => file.FromQuery), { ssr: false }) },
];
