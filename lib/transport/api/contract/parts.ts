import { oc } from '@orpc/contract';
import { z } from 'zod';
import { issueWords } from '@/lib/model/issue-words';
import type { Cell, Row } from '@/lib/model/values/types';

z.config({ customError: issueWords });

export const endpoint = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: `/${string}`, tag: string, summary: string, successStatus = 200) =>
  oc.route({ method, path, tags: [tag], summary, successStatus });

/** Levels of a namespace joined by U+001F (`%1F` in a URL). */
export const namespacePath = z.string().min(1).max(2000).describe('Levels joined by U+001F, %1F in a URL');
export const catalogName = z.string().min(1).max(255);
export const tableName = z.string().min(1).max(255);
export const inCatalog = z.object({ catalog: catalogName });
export const inNamespace = inCatalog.extend({ namespace: namespacePath });
export const inTable = inNamespace.extend({ table: tableName });

/** 64-bit ids travel as text. */
export { snapshotId as longId } from '@/lib/model/requests/refs';
/** RFC 3339 in UTC with milliseconds. */
export const instant = z.string();
export const row = z.custom<Row>(Array.isArray).describe('Cells by position');
export const cell = z.custom<Cell>((value) => value !== undefined).describe('One cell');
export const column = z.object({ name: z.string(), type: z.string().describe("as Trino writes it, for example decimal(10,2)") });

export const paged = { cursor: z.string().max(2000).optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) };
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** Which acts the person who asks may do with this object; screens read this and nothing else. */
export const abilities = z.record(z.string(), z.boolean());
export const done = z.object({ ok: z.literal(true) });
