import { AppError, notFound } from '@/lib/model/errors';
import { isUniqueViolation, type Database } from '@/lib/ports/db/port';

export interface SqlTab {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly catalog: string | null;
  readonly schema: string | null;
  readonly position: number;
  readonly queryId: string | null;
  readonly version: number;
  readonly updatedAt: Date;
}
export type TabContent = Omit<SqlTab, 'version' | 'updatedAt'>;

type Row = { id: string; title: string; text: string; catalog: string | null; schema: string | null; position: number; lastQueryId: string | null; version: number; updatedAt: Date };
const toTab = ({ lastQueryId, id, title, text, catalog, schema, position, version, updatedAt }: Row): SqlTab => ({ id, title, text, catalog, schema, position, version, updatedAt, queryId: lastQueryId });
const data = ({ title, text, catalog, schema, position, queryId }: TabContent) => ({ title, text, catalog, schema, position, lastQueryId: queryId });

export async function listTabs(db: Database, userId: string): Promise<readonly SqlTab[]> {
  return (await db.client.sqlTab.findMany({ where: { userId }, orderBy: [{ position: 'asc' }, { id: 'asc' }] })).map(toTab);
}

/** Throws ALREADY_EXISTS when the id is taken. */
export async function insertTab(db: Database, userId: string, tab: TabContent, now: Date): Promise<SqlTab> {
  try {
    return toTab(await db.client.sqlTab.create({ data: { id: tab.id, userId, ...data(tab), createdAt: now, updatedAt: now } }));
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('ALREADY_EXISTS', 'A tab with this id exists already. Load the tabs again.');
    throw error;
  }
}

/** Throws PRECONDITION_FAILED when somebody (another window) changed it since `baseVersion`, NOT_FOUND when it was closed. */
export async function updateTab(db: Database, userId: string, tab: TabContent, baseVersion: number, now: Date): Promise<SqlTab> {
  const { count } = await db.client.sqlTab.updateMany({ where: { id: tab.id, userId, version: baseVersion }, data: { ...data(tab), version: baseVersion + 1, updatedAt: now } });
  const current = await db.client.sqlTab.findFirst({ where: { id: tab.id, userId } });
  if (current === null) throw notFound('tab', tab.title);
  if (count === 0) throw new AppError('PRECONDITION_FAILED', 'This tab was changed in another window since you opened it.');
  return toTab(current);
}

export async function deleteTab(db: Database, userId: string, id: string): Promise<boolean> {
  return (await db.client.sqlTab.deleteMany({ where: { id, userId } })).count > 0;
}
