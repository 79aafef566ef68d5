import type { z } from 'zod';
import { command, type Demand, type Verb } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import type { TableName } from '@/lib/core/catalog';
import { once, type Settle, type Tell } from './once';
import type { RecordedAttempt } from './store';
import type { WriteOptions } from './write-input';

interface WriteDefinition<Input extends z.ZodType<WriteOptions>, Result extends object> {
  readonly name: `${string}.${string}`;
  readonly input: Input;
  readonly permission: (input: z.output<Input>, ctx: Context) => Demand | Promise<Demand>;
  /** what became of a keyed try whose process died; `byVersions` where versions of a table are published */
  settle(ctx: Context, input: z.output<Input>, tried: RecordedAttempt): ReturnType<Settle>;
  /** Does it, or with `dryRun` only says what it would do. `tell` is called before anything becomes visible. */
  run(ctx: Context, input: z.output<Input>, tell: Tell): Promise<Result>;
}

const untold: Tell = async () => undefined;

/** The catalog tells whether a version that was about to be published was. */
export const byVersions = <Input>(table: (input: Input) => TableName) => async (ctx: Context, input: Input, { attempt, answer }: RecordedAttempt): ReturnType<Settle> => {
  if (attempt === null) return null;
  const outcome = await ctx.ports.catalog.wasApplied(table(input), attempt);
  return outcome === 'applied' ? answer : outcome === 'unknown' ? 'unknown' : null;
};

/**
 * A verb that writes. A dry run is asked under the same rights and, since nothing happens, is no mutation: it is not in
 * the audit, and a token that may only read may ask for it. With a key the write is done once.
 */
export function writeVerb<Input extends z.ZodType<WriteOptions>, Result extends object>(definition: WriteDefinition<Input, Result>): Verb<z.input<Input>, Result> {
  const { name, input, permission } = definition;
  const dry = command({ name, input, permission, audit: 'none', run: (ctx, asked) => definition.run(ctx, asked, untold) });
  const real = command({
    name, input, permission, audit: 'mutation',
    run: async (ctx, asked) => {
      const { idempotencyKey: key, ...rest } = asked;
      if (key === undefined) return definition.run(ctx, asked, untold);
      return once(ctx, name, rest, key, (tried) => definition.settle(ctx, asked, tried), (tell) => definition.run(ctx, asked, tell));
    },
  });
  return Object.assign((ctx: Context, asked: z.input<Input>) => ((asked as Partial<WriteOptions>).dryRun === true ? dry(ctx, asked) : real(ctx, asked)), { definition: real.definition });
}
