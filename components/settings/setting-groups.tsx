'use client';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Empty } from '@/components/ui/empty';
import { FilterField } from '@/components/ui/filter-field';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { useView } from '@/components/shell/use-view';
import { counted } from '@/components/shell/words';
import type { SettingsData } from './settings-data';

type Item = SettingsData['settings'][number];

/** Every setting with its value; one that was given is told from a default. */
export function SettingGroups({ items }: { readonly items: readonly Item[] }) {
  const view = useView();
  const filter = view.get('filter') ?? '';
  const wanted = filter.trim().toLowerCase();
  const shown = items.filter((item) => `${item.name} ${item.help}`.toLowerCase().includes(wanted));
  const groups = [...new Set(shown.map((item) => item.group))];
  return (
    <Section title="Limits and settings" actions={<div className="w-56"><FilterField label="Filter settings" placeholder={`Filter ${counted(items.length, 'setting')}`} value={filter} onChange={(text) => view.set({ filter: text })} /></div>}>
      {shown.length === 0 && <Empty title={`No setting is about “${filter.trim()}”`} why="The filter hides all settings." action={<Button onClick={() => view.set({ filter: null })}>Clear filter</Button>} />}
      <div className="flex flex-col gap-4">
        {groups.map((group) => (
          <div key={group}>
            <PlainTable label={group} className="table-fixed" head={<><Th className="w-[290px] max-sm:w-[62%]"><span className="text-13 font-strong text-ink">{group}</span></Th><Th className="w-[200px]">Value</Th><Th className="max-sm:hidden">What it is</Th></>}>
              {shown.filter((item) => item.group === group).map((item) => <Row key={item.name} item={item} />)}
            </PlainTable>
          </div>
        ))}
      </div>
    </Section>
  );
}

function Row({ item }: { readonly item: Item }) {
  return (
    <Tr>
      <Td className="truncate font-mono text-12" title={item.name}>{item.name}</Td>
      <Td title={item.source === 'environment' && item.default !== null ? `${item.value}; the default is ${item.default}` : item.value}>
        <span className="flex items-center gap-2"><span className="min-w-0 truncate font-mono text-12">{item.value === '' ? <span className="text-ink-3">none</span> : item.value}</span>{item.source === 'environment' && <Chip>given</Chip>}</span>
      </Td>
      <Td wraps className="py-1.5 text-12 text-ink-2 max-sm:hidden">{item.help}</Td>
    </Tr>
  );
}
