import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import type { Comparison } from './comparison';

/** Properties of the table that were set, changed or removed between two snapshots. */
export function ComparedProperties({ properties }: { readonly properties: Comparison['properties'] }) {
  return (
    <Section title="Properties">
      {properties === null ? <p className="text-12 text-ink-3">The metadata of then is gone, so nobody can say.</p> : properties.length === 0 ? <p className="text-12 text-ink-3">The properties are the same.</p> : (
        <PlainTable label="Properties that differ" className="table-fixed text-12" head={<><Th>Property</Th><Th>Earlier</Th><Th>Later</Th></>}>
          {properties.map(({ key, before, after }) => (
            <tr key={key}><Td tight className="truncate font-mono" title={key}>{key}</Td><Td tight className="truncate font-mono" title={before ?? undefined}>{before ?? '\u2013'}</Td><Td tight className="truncate font-mono" title={after ?? undefined}>{after ?? '\u2013'}</Td></tr>
          ))}
        </PlainTable>
      )}
    </Section>
  );
}
