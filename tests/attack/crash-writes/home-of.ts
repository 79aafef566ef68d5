import { readSettings } from '@/lib/kernel/settings/read-settings';
import type { Settings } from '@/lib/kernel/settings/settings';

/** Clients in the same place of later rounds (the last letter of their id) are one console that starts again: it knows its own traces by its home. */
export const homeOf = (root: string, id: string): Settings => readSettings({ LAKEHOUSE_HOME: `${root}/../home-${id.slice(-1)}` });
