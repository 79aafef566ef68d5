'use client';
import { Layers, Table2 } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { Part } from '@/components/shell/part';
import { useSearch } from '@/components/shell/use-search';
import { namespaceName, routes } from '@/lib/model/routes';

const MOST = 50;

/** Namespaces and tables whose name holds the text. */
export function FoundTables({ text }: { readonly text: string }) {
  const found = useSearch(text, MOST);
  return (
    <div className="min-h-0 grow overflow-auto px-1.5 pb-2">
      <Part query={found} what="The search">
        {({ items, complete }) => {
          const places = items.filter((item) => item.kind !== 'column');
          return (
            <>
              <ul>
                {places.map((item) => (
                  <li key={`${item.catalog}/${item.namespace}/${item.table ?? ''}`}>
                    <Link href={item.table === null ? routes.namespace(item.catalog, item.namespace) : routes.table(item.catalog, item.namespace, item.table)} className="flex h-7 items-center gap-1.5 rounded-1 px-2 text-ink-2 outline-none hover:bg-hover focus-visible:shadow-(--ring)">
                      {item.table === null ? <Layers size={14} strokeWidth={1.6} className="shrink-0 text-ink-3" aria-hidden="true" /> : <Table2 size={14} strokeWidth={1.6} className="shrink-0 text-ink-3" aria-hidden="true" />}
                      <span className="min-w-0 truncate text-ink">{item.table ?? namespaceName(item.namespace)}</span>
                      <span className="ml-auto min-w-0 truncate text-11 text-ink-3">{item.table === null ? item.catalog : namespaceName(item.namespace)}</span>
                    </Link>
                  </li>
                ))}
              </ul>
              <p className="px-2 py-1.5 text-12 text-ink-3">
                {places.length === 0 ? `No table or namespace has “${text}” in its name.` : places.length === MOST ? `The first ${MOST}. Type more to narrow.` : ''}
                {complete ? '' : ' Names are still being read; this list may grow.'}
              </p>
            </>
          );
        }}
      </Part>
    </div>
  );
}
