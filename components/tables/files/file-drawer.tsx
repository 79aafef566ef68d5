'use client';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { CopyButton } from '@/components/ui/copy-button';
import { Drawer } from '@/components/ui/drawer';
import { Bytes } from '@/components/shell/bytes';
import { Fact, Facts } from '@/components/shell/facts';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { count, counted } from '@/components/shell/words';
import { api } from '@/lib/transport/api/client';
import type { fileItem } from '@/lib/transport/api/contract/tables';
import type { TablePlace } from '../table-place';

/** Inside one file: what its own footer says. */
export function FileDrawer({ place, file, asOf, onClose }: { readonly place: TablePlace; readonly file: z.infer<typeof fileItem>; readonly asOf: { readonly snapshot?: string; readonly ref?: string }; readonly onClose: () => void }) {
  const isParquet = file.format.toLowerCase() === 'parquet';
  const footer = useQuery({ ...api.tables.footer.queryOptions({ input: { ...place, ...asOf, path: file.path } }), enabled: isParquet, staleTime: Number.POSITIVE_INFINITY });
  return (
    <Drawer label="File" title={file.content === 'data' ? 'Data file' : 'Delete file'} subtitle={<span className="flex items-start gap-1 font-mono text-12 break-all">{file.path}<CopyButton text={file.path} label="Copy the path" /></span>} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <Facts>
          <Fact name="Records">{count(file.records)}</Fact>
          <Fact name="Size"><Bytes value={file.bytes} /></Fact>
          <Fact name="Partition" mono>{file.partition || 'none'} <span className="font-sans text-ink-3">spec {file.specId}</span></Fact>
          <Fact name="Sequence">{file.sequenceNumber}</Fact>
          {file.addedSnapshotId !== null && <Fact name="Added by" mono>{file.addedSnapshotId}</Fact>}
        </Facts>
        {!isParquet ? <p className="text-12 text-ink-3">This is a file in the format {file.format}; only the footer of Parquet files is shown.</p> : (
          <Part query={footer} what="The footer of the file" rows={6}>
            {(data) => (
              <>
                <Section title="Row groups" note={`${counted(data.rowGroups.length, 'group')}${data.createdBy === null ? '' : `, by ${data.createdBy}`}`}>
                  <PlainTable label="Row groups" className="text-12" head={<><Th right>Group</Th><Th right>Rows</Th><Th right>Raw</Th><Th right>Stored</Th></>}>
                    {data.rowGroups.slice(0, 50).map((group, index) => <tr key={index}><Td tight right className="text-ink-3">{index + 1}</Td><Td tight right>{count(group.rows)}</Td><Td tight right><Bytes value={group.bytes} /></Td><Td tight right><Bytes value={group.compressedBytes} /></Td></tr>)}
                  </PlainTable>
                </Section>
                <Section title="Columns" note={count(data.columns.length)}>
                  <PlainTable label="Columns of the file" className="text-12" head={<><Th>Column</Th><Th right>Id</Th><Th right>Stored</Th><Th right>Nulls</Th></>}>
                    {data.columns.map((column) => (
                      <tr key={column.path} title={`${column.type}, ${column.codec}${column.min === null ? '' : `, ${column.min} to ${column.max}`}`}>
                        <Td tight className="max-w-0 truncate font-mono">{column.path}</Td><Td tight right className="text-ink-3">{column.fieldId ?? '\u2013'}</Td><Td tight right><Bytes value={column.compressedBytes} /></Td><Td tight right>{count(column.nulls)}</Td>
                      </tr>
                    ))}
                  </PlainTable>
                </Section>
              </>
            )}
          </Part>
        )}
      </div>
    </Drawer>
  );
}
