'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { api } from '@/lib/transport/api/client';

/** A path in the warehouse's store, in the place of an upload, for who may maintain the catalog. */
export function PathField({ catalog, onPath }: { readonly catalog: string; readonly onPath: (path: string) => void }) {
  const [typed, setTyped] = useState('');
  const catalogs = useQuery({ ...api.catalogs.list.queryOptions({ input: {} }), staleTime: 60_000 });
  if (catalogs.data?.items.find(({ name }) => name === catalog)?.can['maintain'] !== true) return null;
  const path = typed.trim();
  return (
    <form className="flex items-end gap-2" onSubmit={(event) => { event.preventDefault(); if (path !== '') onPath(path.startsWith('/') ? path : `/${path}`); }}>
      <div className="grow"><TextField label="Or a file that lies in the store already" mono value={typed} placeholder="/landing/orders.csv" help="Its path below the warehouse." autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} /></div>
      <div className="pb-5"><Button type="submit" reason={path === '' ? 'Type a path first.' : null}>Look at it</Button></div>
    </form>
  );
}
