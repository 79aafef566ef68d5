const AGAIN_MS = 2000;

interface Unsaved {
  /** answers whether it is saved now */
  readonly save: () => Promise<boolean>;
  readonly saved: () => void;
}

/**
 * Ends that the database could not take, because its disk is full or it does not answer. They are tried again until it can; till
 * then whoever asks is told of them from this process, so that nobody waits for a state that never comes.
 */
export class UnsavedEnds {
  private readonly open = new Map<string, Unsaved>();
  private timer: NodeJS.Timeout | null = null;
  private isOver = false;

  /** @param saved called once the database has it */
  keep(id: string, save: () => Promise<boolean>, saved: () => void): void {
    this.open.set(id, { save, saved });
    this.wait();
  }

  /** The console stops: one more try, and none after it. */
  async close(): Promise<void> {
    this.isOver = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.tryAll();
  }

  private wait(): void {
    if (this.timer !== null || this.isOver || this.open.size === 0) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.tryAll().then(() => this.wait());
    }, AGAIN_MS).unref();
  }

  /** Where one is not taken the others would not be either. */
  private async tryAll(): Promise<void> {
    for (const [id, { save, saved }] of this.open) {
      if (!(await save())) return;
      this.open.delete(id);
      saved();
    }
  }
}
