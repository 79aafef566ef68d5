import type { Context } from '@/lib/kernel/context';
import type { InTable } from '../inputs';

const LOOKED_AT = 200;
const SHOWN_MAX = 20;
const DAYS_MS = 30 * 24 * 3_600_000;

export interface Mention { kind: 'tab' | 'history'; id: string; title: string }

/** Texts of the person who asks that name the table: open tabs, and runs of the last thirty days, each text once. */
export async function mentionsOf(ctx: Context, { table }: Pick<InTable, 'table'>): Promise<Mention[]> {
  const { client } = ctx.ports.db;
  const { id: userId } = ctx.principal;
  const contains = { contains: table, mode: 'insensitive' as const };
  const [tabs, runs] = await Promise.all([
    client.sqlTab.findMany({ where: { userId, text: contains }, orderBy: { position: 'asc' }, take: LOOKED_AT, select: { id: true, title: true, text: true } }),
    client.query.findMany({ where: { userId, sql: contains, submittedAt: { gt: new Date(ctx.now().getTime() - DAYS_MS) } }, orderBy: { submittedAt: 'desc' }, take: LOOKED_AT, select: { id: true, sql: true } }),
  ]);
  const seen = new Set<string>();
  const found: Mention[] = tabs.filter(({ text }) => names(text, table)).map(({ id, title, text }) => { seen.add(text.trim()); return { kind: 'tab', id, title }; });
  for (const { id, sql } of runs) {
    if (found.length >= SHOWN_MAX) break;
    if (seen.has(sql.trim()) || !names(sql, table)) continue;
    seen.add(sql.trim());
    found.push({ kind: 'history', id, title: sql.trim().replace(/\s+/g, ' ').slice(0, 120) });
  }
  return found.slice(0, SHOWN_MAX);
}

const LETTER = /[\p{L}\p{N}_]/u;
/** Whether a text has the name as a word of its own, in quotes or without. */
function names(text: string, name: string): boolean {
  const [inText, wanted] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = inText.indexOf(wanted); at >= 0; at = inText.indexOf(wanted, at + 1)) {
    if (!LETTER.test(inText[at - 1] ?? ' ') && !LETTER.test(inText[at + wanted.length] ?? ' ')) return true;
  }
  return false;
}
