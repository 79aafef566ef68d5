/** A file to load: an upload of one's own, or a path in the warehouse's store. */
export interface FileSource { readonly upload?: string; readonly path?: string }

/** From the address of the page; null while there is none. */
export const fileSource = (upload: string | null, path: string | null): FileSource | null => (upload !== null ? { upload } : path !== null ? { path } : null);
/** Parameters of the address that belong to a load, taken away. */
export const NO_LOAD = { file: null, path: null, job: null, into: null } as const;
