import { commitKinds } from './commit-kinds';
import type { Kind } from './kind';
import { lifecycleKinds } from './lifecycle-kinds';
import { maintenanceKinds } from './maintenance-kinds';

/** Every kind of write that is crashed; one that stands here twice is chosen twice as often. */
export const KINDS: readonly Kind[] = [...commitKinds, ...lifecycleKinds, ...maintenanceKinds];
