import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes: OWASP's first recommendation, and the package's own default. */
export const hashPassword = (password: string): Promise<string> => hash(password);

let nobody: Promise<string> | null = null;

/** Whether the password is right. Takes the same time when there is no such person (`stored` null). */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await (nobody ??= hash(crypto.randomUUID()))), password).catch(() => false);
  return stored !== null && right;
}

/** At most two at once, so that a flood of sign-ins does not take every thread and 19 MiB each. */
const waiting: (() => void)[] = [];
let busy = 0;
export async function withTurn<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
  busy += 1;
  try {
    return await work();
  } finally {
    busy -= 1;
    waiting.shift()?.();
  }
}
