'use client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { CopyButton } from '@/components/ui/copy-button';
import { Drawer } from '@/components/ui/drawer';
import { Note } from '@/components/ui/note';
import { Bytes } from '@/components/shell/bytes';
import { Fact, Facts } from '@/components/shell/facts';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { Moment } from '@/components/shell/time';
import { useView } from '@/components/shell/use-view';
import { count, counted } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import type { TablePlace } from '../table-place';
import { FileColumns } from './file-columns';
import { FileFooter } from './file-footer';
import { keyOfFile, type File } from './file-list';

/** Inside one file: what the manifest says of it, what belongs to it, and what its own footer says. */
export function FileDrawer({ place, file, asOf, grantors, onClose }: { readonly place: TablePlace; readonly file: File; readonly asOf: { readonly snapshot?: string; readonly ref?: string }; readonly grantors: readonly string[]; readonly onClose: () => void }) {
  const isParquet = file.format.toLowerCase() === 'parquet';
  const input = { ...place, ...asOf, path: file.path };
  const detail = useQuery({ ...api.tables.file.queryOptions({ input: { ...input, ...(file.contentOffset === null ? {} : { contentOffset: String(file.contentOffset) }) } }), staleTime: Number.POSITIVE_INFINITY });
  const footer = useQuery({ ...api.tables.footer.queryOptions({ input }), enabled: isParquet, staleTime: Number.POSITIVE_INFINITY });
  const title = file.content === 'data' ? 'Data file' : file.format === 'puffin' ? 'Deletion vector' : 'Delete file';
  return (
    <Drawer label="File" title={title} subtitle={<span className="flex items-start gap-1 font-mono text-12 break-all">{file.path}<CopyButton text={file.path} label="Copy the path" /></span>} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <Facts>
          <Fact name={file.content === 'data' ? 'Records' : 'Names'}>{file.content === 'data' ? count(file.records) : counted(file.records, 'deleted row')}</Fact>
          <Fact name="Size"><Bytes value={file.bytes} /></Fact>
          <Fact name="Partition" mono>{file.partition || 'none'} <span className="font-sans text-ink-3">spec {file.specId}</span></Fact>
          <Fact name="Sequence">{file.sequenceNumber}</Fact>
          {file.addedAt !== null && <Fact name="Added"><Moment at={file.addedAt} /></Fact>}
          {file.addedSnapshotId !== null && <Fact name="Added by" mono>{file.addedAt === null ? file.addedSnapshotId : <Link href={routes.table(place.catalog, place.namespace, place.table, 'snapshots', { snapshot: file.addedSnapshotId })} className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)">{file.addedSnapshotId}</Link>}</Fact>}
        </Facts>
        <Part query={detail} what="What the manifest says of the file" rows={6}>
          {(data) => (
            <>
              {(data.relatedTotal > 0 || file.content !== 'data') && <Related files={data.related} total={data.relatedTotal} ofData={file.content === 'data'} />}
              {data.boundsHidden && <Note state="idle">Bounds are values of rows; they show with the right to select. {grantors.length > 0 ? `${grantors.join(', ')} can grant it.` : ''}</Note>}
              <FileColumns columns={data.columns} />
            </>
          )}
        </Part>
        {isParquet ? <Part query={footer} what="The footer of the file" rows={6}>{(data) => <FileFooter data={data} />}</Part> : <p className="text-12 text-ink-3">This is a file in the format {file.format}; only the footer of Parquet files is shown.</p>}
      </div>
    </Drawer>
  );
}

/** Deletes of a data file, or data files of a delete file, each a way to itself. */
function Related({ files, total, ofData }: { readonly files: readonly File[]; readonly total: number; readonly ofData: boolean }) {
  const view = useView();
  const open = (file: File) => view.set({ file: keyOfFile(file), content: null, size: null, partition: null, spec: null, find: file.name }, 'push');
  return (
    <Section title={ofData ? 'Deletes to apply' : 'For data files'} note={total > files.length ? `${count(files.length)} of ${count(total)}` : count(total)}>
      {total === 0 ? <p className="border-t border-rule py-2 text-12 text-ink-3">No live data file is left that it is for; it goes when the files of its partition are written anew.</p> : (
        <ul className="border-t border-rule">
          {files.map((file) => (
            <li key={keyOfFile(file)} className="border-b border-hair">
              <button type="button" onClick={() => open(file)} className="flex h-7 w-full items-center gap-2 text-left text-12 outline-none hover:bg-hover focus-visible:shadow-(--ring)"><span className="min-w-0 grow truncate font-mono text-water-ink">{file.name}</span><span className="shrink-0 text-ink-3">{counted(file.records, 'row')}</span></button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
