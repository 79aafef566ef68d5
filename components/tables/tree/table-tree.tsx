'use client';
import { useState } from 'react';
import { FilterField } from '@/components/ui/filter-field';
import { PartProblem } from '@/components/shell/part-problem';
import { useDebounced } from '@/components/shell/use-debounced';
import { namespaceLevels, namespacePath } from '@/lib/model/routes';
import { usePlace } from '../use-place';
import { FoundTables } from './found-tables';
import { levelsTo, tableKey, levelKey } from './tree-rows';
import { TreeList } from './tree-list';
import { useTree } from './use-tree';

/** Catalogs, namespaces and tables; typing filters on the server. */
export function TableTree() {
  const [filter, setFilter] = useState('');
  const wanted = useDebounced(filter.trim(), 150);
  const place = usePlace();
  const mustBeOpen = place.catalog === null ? [] : levelsTo(place.catalog, place.namespace, namespaceLevels, namespacePath);
  const tree = useTree(mustBeOpen, place);
  const selected = place.catalog === null ? null : place.table !== null && place.namespace !== null ? tableKey(place.catalog, place.namespace, place.table) : levelKey(place.catalog, place.namespace);
  return (
    <>
      <div className="px-2 pb-2"><FilterField label="Filter tables" placeholder="Filter tables" value={filter} onChange={setFilter} /></div>
      {wanted !== '' ? <FoundTables text={wanted} /> : tree.catalogs.error ? (
        <div className="p-2"><PartProblem error={tree.catalogs.error} what="The tree" retry={() => void tree.catalogs.refetch()} /></div>
      ) : (
        <TreeList rows={tree.rows} selected={selected} toggle={tree.toggle} warm={tree.warm} more={tree.more} again={tree.again} />
      )}
    </>
  );
}
