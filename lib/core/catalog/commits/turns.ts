/**
 * One at a time for each key, in the order of asking. Writers of one process who raced for a table's next version would
 * all but one build in vain; other processes are raced with all the same.
 */
export class Turns {
  private readonly tails = new Map<string, Promise<void>>();

  /** Runs `work` when all who asked before have ended, however they ended. */
  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.tails.get(key);
    let end = (): void => {};
    const tail = new Promise<void>((resolve) => { end = resolve; });
    this.tails.set(key, tail);
    try {
      await before;
      return await work();
    } finally {
      end();
      if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }
}
