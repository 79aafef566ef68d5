'use client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { Empty } from '@/components/ui/empty';
import { PageHead } from '@/components/shell/page-head';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';

/** The catalogs that one may see. */
export function Catalogs() {
  const catalogs = useQuery(api.catalogs.list.queryOptions());
  return (
    <div className="min-h-0 grow overflow-auto">
      <PageHead title="Tables" facts={<span>Catalogs are what SQL names first; each lies in a warehouse folder.</span>} />
      <div className="p-5 max-sm:p-4">
        <Part query={catalogs} what="The catalogs" empty={({ items }) => items.length === 0 && <Empty title="No catalog is open to you" why="You have no right on any catalog yet. An admin can grant one." />}>
          {({ items }) => (
            <PlainTable label="Catalogs" head={<><Th>Catalog</Th><Th>Warehouse</Th></>}>
              {items.map((catalog) => (
                <Tr key={catalog.name}>
                  <Td><Link className="font-strong outline-none hover:text-water-ink focus-visible:shadow-(--ring)" href={routes.catalog(catalog.name)}>{catalog.name}</Link></Td>
                  <Td className="max-w-0 truncate font-mono text-12 text-ink-2" title={catalog.warehouse}>{catalog.warehouse}</Td>
                </Tr>
              ))}
            </PlainTable>
          )}
        </Part>
      </div>
    </div>
  );
}
