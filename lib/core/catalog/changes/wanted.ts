import type { Wanted } from '@/lib/model/iceberg/manifests';
import { DELETE_PATH } from '@/lib/model/iceberg/reserved-fields';

/** Files without statistics. */
export const PLAIN: Wanted = { statisticsOf: new Set() };
/** Delete files with what tells the data files that they are for. */
export const PATHS_OF_DELETES: Wanted = { statisticsOf: new Set([DELETE_PATH.id]) };
