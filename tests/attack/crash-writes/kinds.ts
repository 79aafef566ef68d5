import { branchKinds } from './branch-kinds';
import { commitKinds } from './commit-kinds';
import type { Kind } from './kind';
import { lifecycleKinds } from './lifecycle-kinds';
import { maintenanceKinds } from './maintenance-kinds';
import { rowKinds } from './row-kinds';
import { tableKinds } from './table-kinds';

/** Kinds of write that are crashed, by the client that does them; one that stands in its list twice is chosen twice as often. */
export const CATALOG_KINDS: readonly Kind[] = [...commitKinds, ...branchKinds, ...lifecycleKinds, ...maintenanceKinds];
/** Those whose rows the engine makes: each takes a process of its own, and some tenths of a second. */
export const ENGINE_KINDS: readonly Kind[] = [...rowKinds, ...tableKinds];
