'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { FilterField } from '@/components/ui/filter-field';
import { PageHead } from '@/components/shell/page-head';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { useDebounced } from '@/components/shell/use-debounced';
import { useView } from '@/components/shell/use-view';
import { namespaceLevels, namespaceName, namespacePath, routes } from '@/lib/model/routes';
import { sqlNamespaceName } from '@/lib/model/sql-name';
import { api } from '@/lib/transport/api/client';
import { Namespaces } from './catalog-page';
import { CreateTableDialog } from './create/create-table-dialog';
import { DropNamespace } from './namespaces/drop-namespace';
import { NewNamespace } from './namespaces/new-namespace';
import { SummaryTable } from './summary-table';

/** Tables of a namespace with rows, sizes and ages, and the namespaces inside it. */
export function NamespacePage({ catalog, namespace }: { readonly catalog: string; readonly namespace: string }) {
  const view = useView();
  const filter = view.get('filter') ?? '';
  const wanted = useDebounced(filter.trim(), 200);
  const about = useQuery(api.catalogs.namespace.queryOptions({ input: { catalog, namespace } }));
  const inside = useQuery(api.catalogs.namespaces.queryOptions({ input: { catalog, parent: namespace, limit: 1 } }));
  const summaries = useInfiniteQuery(api.catalogs.summaries.infiniteOptions({
    input: (cursor: string | undefined) => ({ catalog, namespace, limit: 50, ...(wanted === '' ? {} : { filter: wanted }), ...(cursor === undefined ? {} : { cursor }) }),
    initialPageParam: undefined, getNextPageParam: (last) => last.next ?? undefined,
  }));
  const levels = namespaceLevels(namespace);
  const showTables = `SHOW TABLES FROM ${sqlNamespaceName(catalog, namespace)}`;
  const crumbs = [{ text: catalog, href: routes.catalog(catalog) }, ...levels.slice(0, -1).map((level, index) => ({ text: level, href: routes.namespace(catalog, namespacePath(levels.slice(0, index + 1))) }))];
  const mayCreate = about.data?.can['create'] === true;
  const create = <Button variant="primary" icon={<Plus size={16} strokeWidth={1.6} aria-hidden="true" />} onClick={() => view.set({ create: 'columns' }, 'push')}>Create a table</Button>;
  const actions = about.data && (
    <>
      {about.data.can['drop'] === true && <DropNamespace catalog={catalog} namespace={namespace} />}
      {mayCreate && <NewNamespace catalog={catalog} parent={namespace} />}
      {mayCreate && create}
    </>
  );
  return (
    <div className="min-h-0 grow overflow-auto">
      {mayCreate && <CreateTableDialog catalog={catalog} namespace={namespace} />}
      <PageHead crumbs={crumbs} title={levels.at(-1) ?? ''} actions={actions} facts={about.data && <span className="truncate font-mono" title={about.data.location}>{about.data.location}</span>} />
      <div className="flex flex-col gap-4 p-5 max-sm:p-4">
        {inside.data && inside.data.items.length > 0 && <Section title="Namespaces"><Namespaces catalog={catalog} parent={namespace} /></Section>}
        <Section title="Tables" actions={<div className="w-56"><FilterField label="Filter the tables of this namespace" placeholder="Filter by name" value={filter} onChange={(text) => view.set({ filter: text })} /></div>}>
          <Part query={summaries} what="The tables" rows={8} empty={({ pages }) => pages[0]?.items.length === 0 && (wanted === '' ? <Empty title={`No tables in ${namespaceName(namespace)}`} why={mayCreate ? 'Create one here, or let an engine do it; files alone are not a table.' : 'Engines create tables here; files alone are not a table.'} /> : <Empty title={`No table has “${wanted}” in its name`} why="The filter hides all tables of this namespace." action={<Button onClick={() => view.set({ filter: null })}>Clear filter</Button>} />)}>
            {({ pages }) => (
              <>
                <SummaryTable catalog={catalog} namespace={namespace} tables={pages.flatMap((page) => page.items)} />
                {summaries.hasNextPage && <div className="pt-3"><Button busy={summaries.isFetchingNextPage} onClick={() => void summaries.fetchNextPage()}>Show more tables</Button></div>}
              </>
            )}
          </Part>
        </Section>
        <p className="text-12 text-ink-3">In SQL: <Link className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)" href={routes.sql({ text: showTables })}><code className="font-mono">{showTables}</code></Link></p>
      </div>
    </div>
  );
}
