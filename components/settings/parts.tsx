import { Mark } from '@/components/ui/mark';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import type { SettingsData } from './settings-data';

/** The systems behind the console; one that fails says why in its own row. */
export function Parts({ items }: { readonly items: SettingsData['parts'] }) {
  const failing = items.filter((part) => part.state === 'failing').length;
  return (
    <Section title="What runs where" note={failing === 0 ? 'all answer' : `${failing} of ${items.length} do not answer`}>
      <PlainTable label="What runs where" head={<><Th>Part</Th><Th>Kind</Th><Th className="max-sm:hidden">Where</Th><Th>State</Th></>}>
        {items.map((part) => (
          <Tr key={part.name}>
            <Td className="font-strong">{part.name}</Td>
            <Td wraps className="min-w-64 max-sm:min-w-0">{part.kind}</Td>
            <Td className="w-full max-w-0 truncate font-mono text-12 text-ink-2 max-sm:hidden" title={part.place}>{part.place}</Td>
            <Td wraps={part.state === 'failing'}><span className={`flex items-center gap-1.5 ${part.state === 'failing' ? 'min-w-56 text-bad-ink max-sm:min-w-0' : ''}`}><Mark state={part.state === 'ready' ? 'good' : 'bad'} />{part.state === 'ready' ? 'ready' : (part.detail ?? 'failing')}</span></Td>
          </Tr>
        ))}
      </PlainTable>
    </Section>
  );
}
