/** SQLSTATE of a write that the disk had no room for. */
export const DISK_FULL = '53100';
