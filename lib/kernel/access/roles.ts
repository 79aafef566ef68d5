import type { Privilege } from './privileges';
import { securables, type Securable } from './securables';

/**
 * A role is assigned on a thing. What it brings holds there (`scope`), cut to one part of the house where `within`
 * says so, or, for what is no part of that thing, on the SQL engine or in administration wherever the role was assigned.
 */
export interface RolePrivilege {
  readonly privilege: Privilege;
  readonly at: 'scope' | 'engine' | 'admin' | 'admin/audit' | 'admin/roles' | 'admin/maintenance';
  readonly within?: 'catalog' | 'cluster' | 'hdfs';
}
export interface RoleDefinition {
  readonly name: string;
  readonly description: string;
  readonly privileges: readonly RolePrivilege[];
}

const at = (place: RolePrivilege['at'], ...privileges: readonly Privilege[]): RolePrivilege[] => privileges.map((privilege) => ({ privilege, at: place }));
const inside = (within: NonNullable<RolePrivilege['within']>, ...privileges: readonly Privilege[]): RolePrivilege[] => privileges.map((privilege) => ({ privilege, at: 'scope', within }));

const viewer = at('scope', 'discover', 'describe');
const analyst = [...viewer, ...at('scope', 'select'), ...at('engine', 'run')];

/** Reading and changing data is in no role that administers: `admin` gets it by a grant of its own, which the audit shows. */
export const BUILT_IN_ROLES: readonly RoleDefinition[] = [
  { name: 'viewer', description: 'Sees names, schemas and history', privileges: viewer },
  { name: 'analyst', description: 'A viewer who also reads rows and runs queries', privileges: analyst },
  { name: 'engineer', description: 'An analyst who also writes, creates, alters, drops and maintains tables', privileges: [...analyst, ...inside('catalog', 'insert', 'update_delete', 'create', 'alter', 'drop', 'maintain')] },
  { name: 'steward', description: 'Decides who may do what', privileges: [...viewer, ...at('scope', 'manage_grants'), ...at('admin/roles', 'read')] },
  {
    name: 'operator', description: 'Runs streams, files and jobs; reads no rows of tables',
    privileges: [
      ...inside('cluster', 'discover', 'describe', 'read', 'produce', 'create', 'alter', 'drop', 'reset_offsets'),
      ...inside('hdfs', 'discover', 'list', 'read', 'write', 'delete'),
      ...at('admin/maintenance', 'read', 'manage'),
    ],
  },
  { name: 'auditor', description: 'Reads the audit and the grants, no data', privileges: [...at('admin/audit', 'read'), ...at('admin/roles', 'read')] },
  {
    name: 'admin', description: 'Everything but reading and changing data',
    privileges: [
      ...inside('catalog', 'discover', 'describe', 'create', 'alter', 'drop', 'maintain', 'manage_grants'),
      ...inside('cluster', 'discover', 'describe', 'create', 'alter', 'drop', 'reset_offsets', 'manage_grants'),
      ...inside('hdfs', 'discover', 'list', 'manage_grants'),
      ...at('engine', 'run', 'view_text_others', 'kill_others'),
      ...at('admin', 'read', 'manage'),
    ],
  },
];

export const builtInRole = (name: string): RoleDefinition | undefined => BUILT_IN_ROLES.find((role) => role.name === name);

/** Where a privilege of a role holds when the role is assigned on `scope`. */
export function placeOf({ at: place }: RolePrivilege, scope: Securable): Securable {
  switch (place) {
    case 'scope': return scope;
    case 'engine': return securables.engine();
    case 'admin': return securables.admin();
    case 'admin/audit': return securables.admin('audit');
    case 'admin/roles': return securables.admin('roles');
    case 'admin/maintenance': return securables.admin('maintenance');
  }
}
