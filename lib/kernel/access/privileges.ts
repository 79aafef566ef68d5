/** What may be done, in the words of the manual. `discover` is to know the name. */
export const PRIVILEGES = [
  'discover', 'describe', 'select', 'insert', 'update_delete', 'create', 'alter', 'drop', 'maintain', 'manage_grants', 'own',
  'read', 'produce', 'reset_offsets', 'list', 'write', 'delete', 'run', 'view_text_others', 'kill_others', 'manage', 'impersonate',
] as const;
export type Privilege = (typeof PRIVILEGES)[number];

/** Kinds of things that rights are about. */
export const SECURABLE_TYPES = ['system', 'catalog', 'namespace', 'table', 'column', 'cluster', 'topic', 'group', 'hdfs', 'path', 'engine', 'admin', 'service-account'] as const;
export type SecurableType = (typeof SECURABLE_TYPES)[number];

const lake = ['discover', 'describe', 'select', 'insert', 'update_delete', 'create', 'alter', 'drop', 'maintain', 'manage_grants', 'own'] as const;
const kafka = ['discover', 'describe', 'read', 'produce', 'alter', 'create', 'drop', 'reset_offsets', 'manage_grants', 'own'] as const;
const files = ['discover', 'list', 'read', 'write', 'delete', 'manage_grants', 'own'] as const;

/** Which privileges have a meaning on which kind of thing (for a container: on it and on all that is in it). */
export const PRIVILEGES_OF: Readonly<Record<SecurableType, readonly Privilege[]>> = {
  system: PRIVILEGES,
  catalog: lake,
  namespace: lake,
  table: lake.filter((privilege) => privilege !== 'create'),
  column: ['discover', 'describe', 'select', 'manage_grants'],
  cluster: kafka,
  topic: kafka.filter((privilege) => privilege !== 'create'),
  group: ['discover', 'describe', 'reset_offsets', 'drop', 'manage_grants', 'own'],
  hdfs: files,
  path: files,
  engine: ['run', 'view_text_others', 'kill_others', 'manage_grants'],
  admin: ['read', 'manage'],
  'service-account': ['impersonate', 'manage_grants'],
};

/**
 * What a privilege brings along on the same thing: select needs the schema, and whoever may do anything may know the
 * name. Writing does not bring reading. `own` is everything on that thing (but see decide, for managed namespaces).
 */
export function implied(privilege: Privilege): readonly Privilege[] {
  switch (privilege) {
    case 'own': return ['discover', 'describe', 'select', 'insert', 'update_delete', 'create', 'alter', 'drop', 'maintain', 'manage_grants', 'read', 'produce', 'reset_offsets', 'list', 'write', 'delete', 'own'];
    case 'select': return ['select', 'describe', 'discover'];
    case 'manage': return ['manage', 'read'];
    case 'run': case 'view_text_others': case 'kill_others': case 'impersonate': return [privilege];
    case 'read': case 'list': return [privilege, 'discover'];
    default: return privilege === 'discover' ? ['discover'] : [privilege, 'discover'];
  }
}

/** What a token with scope `read` is cut to. `run` is among them: asking is reading. */
export const READ_PRIVILEGES: ReadonlySet<Privilege> = new Set(['discover', 'describe', 'select', 'read', 'list', 'run', 'view_text_others']);
