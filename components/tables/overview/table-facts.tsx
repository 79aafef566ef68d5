'use client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { Mark } from '@/components/ui/mark';
import { Section } from '@/components/shell/section';
import { bytes, count, counted } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import type { TableInfo, TablePlace } from '../table-place';

interface Fact {
  readonly state: 'good' | 'warn' | 'bad' | 'idle';
  readonly text: string;
  readonly href: string;
  readonly more: string;
}

/** What one should know before relying on the table. Whether it is well is the health's to say, here as on the tab of maintenance. */
export function TableFacts({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const health = useQuery(api.maintenance.health.queryOptions({ input: place }));
  const stateOf = (id: 'small-files' | 'delete-files') => health.data?.checks.find((check) => check.id === id)?.state ?? 'idle';
  const to = (tab: 'files' | 'snapshots' | 'settings' | 'maintenance') => routes.table(place.catalog, place.namespace, place.table, tab);
  const average = table.bytes !== null && table.dataFiles ? table.bytes / table.dataFiles : null;
  const tags = table.refs.filter((ref) => ref.type === 'tag').length;
  const branches = table.refs.filter((ref) => ref.type === 'branch').length;
  const current = table.partitionSpecs.find((spec) => spec.current);
  const facts: readonly Fact[] = [
    { state: stateOf('small-files'), text: average === null ? 'No data files' : `Files of ${bytes(average)} on average`, href: to('files'), more: 'Files' },
    { state: stateOf('delete-files'), text: table.deleteFiles ? `${counted(table.deleteFiles, 'delete file')} merged at each read` : 'No delete files to merge', href: to('maintenance'), more: 'Health' },
    { state: 'idle', text: `${counted(branches, 'branch', 'branches')}, ${counted(tags, 'tag')}`, href: to('snapshots'), more: 'Timeline' },
    { state: 'idle', text: current && current.fields.length > 0 ? `Partitioned by ${current.fields.map((field) => field.name).join(', ')}` : 'Not partitioned', href: to('settings'), more: table.partitionSpecs.length > 1 ? `${count(table.partitionSpecs.length)} specs` : 'Settings' },
  ];
  return (
    <Section title="Condition">
      <ul>
        {facts.map((fact) => (
          <li key={fact.text} className="flex h-7 items-center gap-2 border-t border-hair text-12 whitespace-nowrap first:border-rule">
            <Mark state={fact.state} />
            <span className="min-w-0 grow truncate" title={fact.text}>{fact.text}</span>
            <Link href={fact.href} className="text-water-ink">{fact.more}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
