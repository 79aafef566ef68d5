import { Tag } from '@/components/ui/tag';
import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import type { TableInfo } from '../table-place';

/** How files are split and sorted, now and before; old files keep the spec they were written with. `older`: only what was before. */
export function PartitionSpecs({ table, only = 'all' }: { readonly table: TableInfo; readonly only?: 'all' | 'older' }) {
  return (
    <div className="flex flex-col gap-4 pb-4">
      {table.partitionSpecs.filter(({ current }) => only === 'all' || !current).toReversed().map((spec) => (
        <Section key={spec.specId} title={`Partition spec ${spec.specId}`} note={spec.current ? 'current: new files follow it' : 'older: files written with it keep it'}>
          {spec.fields.length === 0 ? <p className="text-12 text-ink-3">Not partitioned.</p> : (
            <PlainTable label={`Partition spec ${spec.specId}`} head={<><Th>Name</Th><Th>Transform</Th><Th>Of column</Th><Th right>Id</Th></>}>
              {spec.fields.map((field) => (
                <tr key={field.fieldId}>
                  <Td className="font-mono text-12">{field.name}</Td><Td><Tag kind="key">{field.transform}</Tag></Td><Td className="font-mono text-12">{field.source}</Td><Td right className="text-11 text-ink-3">{field.fieldId}</Td>
                </tr>
              ))}
            </PlainTable>
          )}
        </Section>
      ))}
      {only === 'all' && <Section title="Sort order">
        {table.sortOrder.length === 0 ? <p className="text-12 text-ink-3">Not sorted.</p> : <ol className="font-mono text-12">{table.sortOrder.map((each, index) => <li key={each} className="flex h-8 items-center gap-3 border-b border-hair"><span className="text-11 text-ink-3">{index + 1}</span>{each}</li>)}</ol>}
      </Section>}
    </div>
  );
}
