'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { PageHead } from '@/components/shell/page-head';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import { NewNamespace } from './namespaces/new-namespace';
import { TrashList } from './trash/trash-list';

/** Namespaces of a catalog. */
export function CatalogPage({ catalog }: { readonly catalog: string }) {
  const catalogs = useQuery(api.catalogs.list.queryOptions());
  const mayCreate = catalogs.data?.items.find(({ name }) => name === catalog)?.can['create'] === true;
  return (
    <div className="min-h-0 grow overflow-auto">
      <PageHead crumbs={[{ text: 'Tables', href: routes.tables() }]} title={catalog} actions={mayCreate && <NewNamespace catalog={catalog} />} />
      <div className="flex flex-col gap-6 p-5 max-sm:p-4"><div><Namespaces catalog={catalog} /></div><TrashList catalog={catalog} /></div>
    </div>
  );
}

/** Namespaces of one level, `parent` absent for the first. */
export function Namespaces({ catalog, parent }: { readonly catalog: string; readonly parent?: string }) {
  const namespaces = useInfiniteQuery(api.catalogs.namespaces.infiniteOptions({
    input: (cursor: string | undefined) => ({ catalog, limit: 200, ...(parent === undefined ? {} : { parent }), ...(cursor === undefined ? {} : { cursor }) }),
    initialPageParam: undefined, getNextPageParam: (last) => last.next ?? undefined,
  }));
  const isTop = parent === undefined;
  return (
    <Part query={namespaces} what="The namespaces" empty={({ pages }) => pages[0]?.items.length === 0 && (isTop ? <Empty title="No namespace here" why="A namespace appears when its folder holds a table, or when one is created by an engine." /> : <></>)}>
      {({ pages }) => (
        <>
          <PlainTable label="Namespaces" head={<><Th>Namespace</Th><Th>Location</Th></>}>
            {pages.flatMap((page) => page.items).map((namespace) => (
              <Tr key={namespace.path}>
                <Td>
                  <Link className="flex items-center gap-2 font-strong outline-none hover:text-water-ink focus-visible:shadow-(--ring)" href={routes.namespace(catalog, namespace.path)}>
                    <Layers size={14} strokeWidth={1.6} className="text-ink-3" aria-hidden="true" />{namespace.name}
                  </Link>
                </Td>
                <Td className="w-full max-w-0 truncate font-mono text-12 text-ink-2" title={namespace.location}>{namespace.location}</Td>
              </Tr>
            ))}
          </PlainTable>
          {namespaces.hasNextPage && <div className="pt-3"><Button busy={namespaces.isFetchingNextPage} onClick={() => void namespaces.fetchNextPage()}>Show more</Button></div>}
        </>
      )}
    </Part>
  );
}
