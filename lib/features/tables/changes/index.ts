export { changeTable } from './change-table';
export { createNamespace } from './create-namespace';
export { createTable } from './create-table';
export { removeRef, setRef } from './refs';
export { rollback } from './rollback';
