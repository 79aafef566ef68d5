'use client';
import { Bytes } from '@/components/shell/bytes';
import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { count, counted } from '@/components/shell/words';
import type { z } from 'zod';
import type { footer } from '@/lib/transport/api/contract/table-files';

const GROUPS_SHOWN = 50;

/** What a Parquet file's own footer says: its row groups, and its columns with their encoding. */
export function FileFooter({ data }: { readonly data: z.infer<typeof footer> }) {
  return (
    <>
      <Section title="Row groups" note={`${counted(data.rowGroups.length, 'group')}${data.createdBy === null ? '' : `, by ${data.createdBy}`}`}>
        <PlainTable label="Row groups" className="text-12" head={<><Th right>Group</Th><Th right>Rows</Th><Th right>Raw</Th><Th right>Stored</Th></>}>
          {data.rowGroups.slice(0, GROUPS_SHOWN).map((group, index) => <tr key={index}><Td tight right className="text-ink-3">{index + 1}</Td><Td tight right>{count(group.rows)}</Td><Td tight right><Bytes value={group.bytes} /></Td><Td tight right><Bytes value={group.compressedBytes} /></Td></tr>)}
        </PlainTable>
        {data.rowGroups.length > GROUPS_SHOWN && <p className="text-12 text-ink-3">The first {GROUPS_SHOWN} of {count(data.rowGroups.length)}.</p>}
      </Section>
      <Section title="Columns" note={count(data.columns.length)}>
        <PlainTable label="Columns of the file" className="table-fixed text-12" head={<><Th className="w-2/5">Column</Th><Th>Type, codec</Th><Th right className="w-[76px]">Stored</Th><Th right className="w-14">Nulls</Th></>}>
          {data.columns.map((column) => (
            <tr key={column.path} title={`${column.path}, field ${column.fieldId ?? 'without id'}${column.min === null ? '' : `, ${column.min} to ${column.max ?? ''}`}`}>
              <Td tight className="truncate font-mono">{column.path}</Td><Td tight className="truncate text-ink-3">{column.type.toLowerCase()}, {column.codec.toLowerCase()}</Td><Td tight right><Bytes value={column.compressedBytes} /></Td><Td tight right>{count(column.nulls)}</Td>
            </tr>
          ))}
        </PlainTable>
      </Section>
    </>
  );
}
