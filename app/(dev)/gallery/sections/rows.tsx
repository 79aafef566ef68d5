import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { TabLinks } from '@/components/ui/tab-links';

export function Rows() {
  return (
    <div className="pl-2.5">
      <PlainTable label="Rows" head={<><Th>State</Th><Th right>Rows</Th></>}>
        <Tr><Td>Rest</Td><Td right>1,340</Td></Tr>
        <tr className="bg-hover"><Td>Hover</Td><Td right>1,287</Td></tr>
        <Tr selected><Td>Selected, the waterline</Td><Td right>1,411</Td></Tr>
        <tr className="bg-pencil-soft [&>:first-child]:shadow-[-7px_0_var(--pencil-soft),-10px_0_var(--pencil)]"><Td>Staged, the pencil</Td><Td right>1,198</Td></tr>
        <Tr><Td className="text-ink-3">Unknown</Td><Td right className="text-ink-3">{'\u2013'}</Td></Tr>
      </PlainTable>
    </div>
  );
}

export function Tabs() {
  return <TabLinks label="Parts" className="" items={[{ href: '?part=overview', label: 'Overview', current: true }, { href: '?part=snapshots', label: 'Snapshots', amount: '9,412', current: false }, { href: '?part=files', label: 'Files', amount: '812', current: false }]} />;
}
