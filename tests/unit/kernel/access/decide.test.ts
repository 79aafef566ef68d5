import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { decide, type EffectiveGrant, type Rights } from '@/lib/kernel/access/decide';
import { expandRole } from '@/lib/kernel/access/load-rights';
import { PRIVILEGES, PRIVILEGES_OF, type Privilege } from '@/lib/kernel/access/privileges';
import { requireAccess } from '@/lib/kernel/access/require-access';
import { BUILT_IN_ROLES, builtInRole } from '@/lib/kernel/access/roles';
import { formatSecurable, parseSecurable, securables as s, type Securable } from '@/lib/kernel/access/securables';

const grant = (privilege: Privilege, on: Securable): EffectiveGrant => ({ grantId: `${privilege}@${formatSecurable(on)}`, privilege, on, within: null, role: null, expiresAt: null });
const role = (name: string, on: Securable): EffectiveGrant[] => expandRole(`role ${name}`, name, builtInRole(name)?.privileges ?? [], on, null);
const rights = (...grants: readonly EffectiveGrant[]): Rights => ({ grants, managed: [], scope: 'all' });
const may = (of: Rights, on: Securable): string => PRIVILEGES_OF[on.type].filter((privilege) => decide(of, privilege, on).allowed).join(' ');

const lake = s.catalog('lake');
const shop = s.namespace('lake', 'shop');
const eu = s.namespace('lake', 'shop\u001feu');
const orders = s.table('lake', 'shop', 'orders');
const euOrders = s.table('lake', 'shop\u001feu', 'orders');
const hr = s.table('lake', 'hr', 'salaries');
const other = s.catalog('other');

describe('what each principal may do on each thing', () => {
  const people: Record<string, Rights> = {
    nobody: rights(),
    'viewer of lake': rights(...role('viewer', lake)),
    'analyst of lake': rights(...role('analyst', lake)),
    'analyst of shop': rights(...role('analyst', shop)),
    'engineer of shop': rights(...role('engineer', shop)),
    'steward of lake': rights(...role('steward', lake)),
    'operator of the system': rights(...role('operator', s.system())),
    'auditor of the system': rights(...role('auditor', s.system())),
    'admin of the system': rights(...role('admin', s.system())),
    'the first admin': rights(...role('admin', s.system()), grant('select', lake), grant('insert', lake), grant('update_delete', lake)),
    'select on orders': rights(grant('select', orders)),
    'insert on orders': rights(grant('insert', orders)),
    'owner of orders': rights(grant('own', orders)),
  };
  const all = 'discover describe select insert update_delete';
  const admin = 'discover describe create alter drop maintain manage_grants';
  const table: Record<string, Partial<Record<'lake' | 'shop' | 'orders' | 'euOrders' | 'hr' | 'engine' | 'audit' | 'users', string>>> = {
    nobody: {},
    'viewer of lake': { lake: 'discover describe', shop: 'discover describe', orders: 'discover describe', euOrders: 'discover describe', hr: 'discover describe' },
    'analyst of lake': { lake: 'discover describe select', shop: 'discover describe select', orders: 'discover describe select', euOrders: 'discover describe select', hr: 'discover describe select', engine: 'run' },
    'analyst of shop': { lake: 'discover', shop: 'discover describe select', orders: 'discover describe select', euOrders: 'discover describe select', engine: 'run' },
    'engineer of shop': { lake: 'discover', shop: `${all} create alter drop maintain`, orders: `${all} alter drop maintain`, euOrders: `${all} alter drop maintain`, engine: 'run' },
    'steward of lake': { lake: 'discover describe manage_grants', shop: 'discover describe manage_grants', orders: 'discover describe manage_grants', euOrders: 'discover describe manage_grants', hr: 'discover describe manage_grants' },
    'operator of the system': {},
    'auditor of the system': { audit: 'read' },
    'admin of the system': { lake: admin, shop: admin, orders: admin.replace(' create', ''), euOrders: admin.replace(' create', ''), hr: admin.replace(' create', ''), engine: 'run view_text_others kill_others', audit: 'read manage', users: 'read manage' },
    'the first admin': {
      lake: `${all} create alter drop maintain manage_grants`, shop: `${all} create alter drop maintain manage_grants`, orders: `${all} alter drop maintain manage_grants`,
      euOrders: `${all} alter drop maintain manage_grants`, hr: `${all} alter drop maintain manage_grants`, engine: 'run view_text_others kill_others', audit: 'read manage', users: 'read manage',
    },
    'select on orders': { lake: 'discover', shop: 'discover', orders: 'discover describe select' },
    'insert on orders': { lake: 'discover', shop: 'discover', orders: 'discover insert' },
    'owner of orders': { lake: 'discover', shop: 'discover', orders: `${all} alter drop maintain manage_grants own` },
  };
  const things = { lake, shop, orders, euOrders, hr, engine: s.engine(), audit: s.admin('audit'), users: s.admin('users') } as const;
  for (const [who, expected] of Object.entries(table)) {
    it(who, () => {
      const found = Object.fromEntries(Object.entries(things).map(([name, on]) => [name, may(people[who] ?? rights(), on)]));
      expect(found).toEqual({ lake: '', shop: '', orders: '', euOrders: '', hr: '', engine: '', audit: '', users: '', ...expected });
      expect(may(people[who] ?? rights(), other)).toBe(['admin of the system', 'the first admin'].includes(who) ? admin : '');
    });
  }
});

describe('decide', () => {
  it('says which grant allows it, and what is missing otherwise', () => {
    expect(decide(rights(grant('select', shop)), 'select', orders)).toMatchObject({ allowed: true, because: [{ grantId: 'select@namespace/lake/shop', role: null }], missing: null });
    expect(decide(rights(grant('describe', shop)), 'select', orders)).toEqual({ allowed: false, because: [], missing: 'select' });
  });

  it('lets a grant end by itself', () => {
    const now = new Date();
    const held = rights({ ...grant('select', orders), expiresAt: now });
    expect(decide(held, 'select', orders, new Date(now.getTime() - 1)).allowed).toBe(true);
    expect(decide(held, 'select', orders, now).allowed).toBe(false);
  });

  it('cuts a token with scope read', () => {
    const held: Rights = { ...rights(grant('own', lake), ...role('admin', s.system())), scope: 'read' };
    expect(may(held, orders)).toBe('discover describe select');
    expect(may(held, s.admin('users'))).toBe('read');
    expect(may(held, s.engine())).toBe('run view_text_others');
  });

  it('keeps an owner from giving rights in a managed namespace', () => {
    const held: Rights = { ...rights(grant('own', orders)), managed: [shop] };
    expect(decide(held, 'manage_grants', orders).allowed).toBe(false);
    expect(decide(held, 'drop', orders).allowed).toBe(true);
    expect(decide({ ...held, managed: [s.namespace('lake', 'sho')] }, 'manage_grants', orders).allowed).toBe(true);
  });

  it('compares names whole: no sibling with the same beginning, no table of a namespace that has its name', () => {
    expect(may(rights(grant('select', s.namespace('lake', 'shop'))), s.table('lake', 'shop_secret', 't'))).toBe('');
    expect(may(rights(grant('select', s.table('lake', 'shop', 'eu'))), euOrders)).toBe('');
    expect(may(rights(grant('select', s.namespace('lake', 'shop\u001feu'))), s.table('lake', 'shop', 'eu'))).toBe('');
    expect(decide(rights(grant('read', s.topic('k', 'pay*'))), 'read', s.topic('k', 'payments')).allowed).toBe(true);
    expect(decide(rights(grant('read', s.topic('k', 'pay'))), 'read', s.topic('k', 'payments')).allowed).toBe(false);
    expect(decide(rights(grant('read', s.path(['data', 'a']))), 'read', s.path(['data', 'ab'])).allowed).toBe(false);
  });

  it('never gives a role that administers the right to read or change rows', () => {
    for (const { name } of BUILT_IN_ROLES.filter((known) => !['analyst', 'engineer'].includes(known.name))) {
      for (const privilege of ['select', 'insert', 'update_delete'] as const) expect(decide(rights(...role(name, s.system())), privilege, orders).allowed, `${name} ${privilege}`).toBe(false);
    }
  });

  it('adds up: one more grant takes nothing away', () => {
    const things: readonly Securable[] = [s.system(), lake, shop, eu, orders, euOrders, hr, other, s.engine(), s.admin(), s.admin('audit')];
    const anyGrant = fc.tuple(fc.constantFrom(...PRIVILEGES), fc.constantFrom(...things)).map(([privilege, on]) => grant(privilege, on));
    fc.assert(fc.property(fc.array(anyGrant, { maxLength: 5 }), anyGrant, fc.constantFrom(...PRIVILEGES), fc.constantFrom(...things), (grants, more, privilege, on) => {
      if (decide(rights(...grants), privilege, on).allowed) expect(decide(rights(...grants, more), privilege, on).allowed).toBe(true);
    }));
  });
});

describe('requireAccess', () => {
  it('answers for what may not be discovered as for what is not there, and names the privilege for what may', () => {
    expect(() => requireAccess(rights(), 'select', orders)).toThrow(expect.objectContaining({ code: 'NOT_FOUND', message: 'There is no table lake.shop.orders, or you may not see it.' }));
    expect(() => requireAccess(rights(grant('describe', shop)), 'select', orders)).toThrow(expect.objectContaining({ code: 'FORBIDDEN', details: { privilege: 'select', securable: 'table lake.shop.orders' } }));
    expect(() => requireAccess(rights(), 'run', s.engine())).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });
});

describe('the text of a thing', () => {
  it('is read back as the same thing, whatever the names hold', () => {
    const name = fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }).filter((text) => !text.includes('\u001f') && text.isWellFormed());
    const thing = fc.oneof(
      name.map((a) => s.catalog(a)), fc.tuple(name, fc.array(name, { minLength: 1, maxLength: 3 })).map(([a, b]) => s.namespace(a, b.join('\u001f'))),
      fc.tuple(name, fc.array(name, { minLength: 1, maxLength: 3 }), name).map(([a, b, c]) => s.table(a, b.join('\u001f'), c)),
      fc.tuple(name, name, name, name).map(([a, b, c, d]) => s.column(a, b, c, d)), fc.tuple(name, name).map(([a, b]) => s.topic(a, b)),
      fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => s.path(parts)), fc.constantFrom(s.system(), s.engine(), s.hdfs(), s.admin(), s.admin('audit')),
    );
    fc.assert(fc.property(thing, (on) => { expect(parseSecurable(formatSecurable(on))).toEqual(on); }));
  });

  it('is refused in one sentence when it is none', () => {
    for (const bad of ['', 'lake', 'catalog', 'catalog/', 'catalog/%zz', 'table/lake/shop', 'admin/everything', 'system/x', 'namespace/lake/a%1F%1Fb']) {
      expect(() => parseSecurable(bad), bad).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }
  });
});
