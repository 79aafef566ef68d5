import type { Context } from '@/lib/kernel/context';
import { cherryPick, fastForward, removeRef, rollback, setRef } from '@/lib/features/tables/changes';
import { snapshotById, snapshotByRef, type Snapshot } from '@/lib/model/iceberg';
import { added, putFile } from './commit-kinds';
import { own, type Client, type Kind, type Plan, type Tell } from './kind';
import { BRANCHES } from './shared-tables';

const ON = { catalog: 'lake', namespace: 'shop', table: 'branches' };
const TABLE = 'shop.branches';
const EMPTY = 'nothing';

/** A branch's register holds the names of its own files, in the order of their commits: `nothing` at first, `none` when there is no such branch. */
const registerOf = (branch: string): string => `branch|${TABLE}|${branch}`;
const branchOf = (register: string): string => register.split('|')[2] ?? '';
const filesIn = (value: string): readonly string[] => (value === EMPTY ? [] : value.split(','));
const valueOf = (files: readonly string[]): string => (files.length === 0 ? EMPTY : files.join(','));
/** Branches that were made from one another share what their files are called by. */
const familyOf = (branch: string): string => branch.split('.')[0] ?? '';
/** New, and later in their order than whatever this client, or one before it in its place, has called something. */
const numbered = (client: Client): string => `${client.id.padStart(4, '0')}-${String(client.fresh()).padStart(6, '0')}`;

/** A branch of this client with its head, and the snapshot before that, which may have been let go. */
async function ownBranch(client: Client, is: (value: string) => boolean): Promise<{ readonly branch: string; readonly files: readonly string[]; readonly head: Snapshot; readonly before: Snapshot | null } | null> {
  const register = own(client, 'branch', (value) => value !== 'none' && is(value));
  if (register === undefined) return null;
  const { metadata } = await client.catalog.loadTable(BRANCHES);
  const head = snapshotByRef(metadata, branchOf(register));
  if (head === null) throw new Error(`${register} is known and has no head`);
  return { branch: branchOf(register), files: filesIn(client.known.get(register) ?? EMPTY), head, before: head.parentSnapshotId === null ? null : snapshotById(metadata, head.parentSnapshotId) };
}
const hasFiles = (value: string): boolean => value !== EMPTY;

const moving = (name: string, plan: (client: Client) => Promise<{ readonly to: Plan['to']; readonly verb: (ctx: Context, tell: Tell) => Promise<unknown> } | null>): Kind => ({
  name, prefix: 'branch',
  async plan(client) {
    const planned = await plan(client);
    return planned === null ? null : { to: planned.to, async run(tell) { await planned.verb(await client.context(tell), tell); } };
  },
  async observe(world, register) {
    const branch = branchOf(register);
    if ((await world.load(BRANCHES)).metadata.refs[branch] === undefined) return 'none';
    return valueOf([...(await world.files(BRANCHES, branch))].filter((name) => name.startsWith(`${familyOf(branch)}.`)).sort());
  },
});

const create = moving('branch', async (client) => {
  // at main's head, or one behind another branch
  const other = client.random() < 0.5 ? null : await ownBranch(client, hasFiles);
  if (other !== null && other.before !== null) {
    const [name, snapshotId] = [`${familyOf(other.branch)}.${numbered(client)}`, other.before.snapshotId.toString()];
    return { to: { [registerOf(name)]: valueOf(other.files.slice(0, -1)) }, verb: (ctx) => setRef(ctx, { ...ON, name, type: 'branch', snapshotId }) };
  }
  const name = `b-${client.id}-${client.fresh()}`;
  return { to: { [registerOf(name)]: EMPTY }, verb: (ctx) => setRef(ctx, { ...ON, name, type: 'branch' }) };
});

const commit = moving('commit to a branch', async (client) => {
  const chosen = await ownBranch(client, () => true);
  if (chosen === null) return null;
  const { branch, files } = chosen;
  const file = `${familyOf(branch)}.${numbered(client)}`;
  return {
    to: { [registerOf(branch)]: valueOf([...files, file]) },
    async verb(ctx) {
      const { catalog } = ctx.ports;
      await putFile(client, await catalog.loadTable(BRANCHES), file);
      await catalog.commit(BRANCHES, (base) => catalog.changeFiles(base, { operation: 'append', branch, added: [added(base, file)] }));
    },
  };
});

const drop = moving('drop a branch', async (client) => {
  const chosen = client.random() < 0.5 ? null : await ownBranch(client, () => true);
  return chosen === null ? null : { to: { [registerOf(chosen.branch)]: 'none' }, verb: (ctx) => removeRef(ctx, { ...ON, name: chosen.branch }) };
});

const back = moving('roll back', async (client) => {
  const chosen = await ownBranch(client, hasFiles);
  if (chosen === null || chosen.before === null) return null;
  const snapshotId = chosen.before.snapshotId.toString();
  return { to: { [registerOf(chosen.branch)]: valueOf(chosen.files.slice(0, -1)) }, verb: (ctx) => rollback(ctx, { ...ON, snapshotId, ref: chosen.branch }) };
});

const forward = moving('fast-forward', async (client) => {
  const behind = own(client, 'branch', (value, register) => ahead(client, register, value) !== undefined);
  if (behind === undefined) return null;
  const to = ahead(client, behind, client.known.get(behind) ?? 'none');
  if (to === undefined) return null;
  return { to: { [behind]: client.known.get(to) ?? EMPTY }, verb: (ctx) => fastForward(ctx, { ...ON, name: branchOf(behind), to: branchOf(to) }) };
});

/** A branch that has all that this one has, and more. */
function ahead({ known }: Client, register: string, value: string): string | undefined {
  if (value === 'none') return undefined;
  const files = filesIn(value);
  return [...known].find(([other, held]) => other.startsWith('branch|') && held !== 'none' && familyOf(branchOf(other)) === familyOf(branchOf(register)) && filesIn(held).length > files.length && files.every((file, i) => filesIn(held)[i] === file))?.[0];
}

/** What a branch's last commit added, for main, where others commit too. */
const pick: Kind = {
  name: 'cherry-pick', prefix: 'file',
  async plan(client) {
    const chosen = await ownBranch(client, hasFiles);
    const register = `file|${TABLE}|${chosen?.files.at(-1)}`;
    if (chosen === null || client.known.has(register)) return null;
    return { to: { [register]: 'live' }, async run(tell) { await cherryPick(await client.context(tell), { ...ON, snapshotId: chosen.head.snapshotId.toString() }); } };
  },
  observe: async (world, register) => ((await world.files(BRANCHES)).has(register.split('|')[2] ?? '') ? 'live' : 'none'),
};

export const branchKinds: readonly Kind[] = [create, create, commit, commit, drop, back, forward, forward, pick, pick];
