import { z } from 'zod';
import { FILE_FORMATS, inspectRequest, loadRequest } from '@/lib/model/requests/load';
import { endpoint, inTable } from './parts';
import { writing } from './writes';

const tag = 'Load';
const upload = z.object({ id: z.uuid() });

export const inspection = z.object({
  name: z.string(),
  options: z.object({ format: z.enum(FILE_FORMATS), delimiter: z.string(), quote: z.string(), header: z.boolean(), nullText: z.string(), dateFormat: z.string(), timestampFormat: z.string() }).describe('as they were told or found'),
  sources: z.array(z.string()).describe("the file's columns"),
  columns: z.array(z.object({ source: z.string(), name: z.string(), type: z.string().describe('as Iceberg spells it'), required: z.boolean(), badRows: z.number().describe('records of the sample whose value does not fit') })),
  sample: z.object({
    records: z.number().describe('looked at, at most 1,000'), badRecords: z.number().describe('of those'),
    rows: z.array(z.object({ line: z.number(), cells: z.array(z.string().nullable()).describe('texts of the file, by sources; the whole record when it cannot be taken apart'), problems: z.array(z.object({ column: z.string().nullable(), text: z.string() })) })),
  }),
});

/** `POST /uploads` streams and is no procedure; see serve-upload. */
export const load = {
  inspect: endpoint('POST', '/uploads/{id}/inspect', tag, 'How an uploaded file of yours reads: options, columns with types that fit, a sample, what does not fit').input(upload.extend(inspectRequest)).output(inspection),
  remove: endpoint('DELETE', '/uploads/{id}', tag, 'Removes an upload of yours; a day after it came it goes by itself').input(upload).output(z.object({})),
  inspectPath: endpoint('POST', '/catalogs/{catalog}/files/inspect', tag, "The same for a file in the warehouse's store, for who may maintain the catalog").input(z.object({ catalog: z.string(), path: z.string().min(1).max(4000), ...inspectRequest })).output(inspection),
  start: writing('POST', '/catalogs/{catalog}/namespaces/{namespace}/tables/{table}/load', tag, 'Loads a file into a table, in one commit. With dryRun the job only tells what it would do', inTable.shape, loadRequest).route({ successStatus: 202 }).output(z.object({ job: z.string().describe('id for /jobs/{id}; its result has dryRun, rows, badRows, rowsReplaced, metadataVersion, snapshotId, effect and undo') })),
};
