/** The end of one part of a statement's way. */
export interface Stage {
  readonly name: string;
  /** milliseconds since the epoch, with a fraction: the console's and its child's can be held against each other */
  readonly at: number;
  /** processor time of the process that says it, all threads, since it began */
  readonly cpuMs: number;
}

/** Notes when each stage ends. */
export class Stages {
  readonly list: Stage[] = [];
  end(name: string): void {
    const { user, system } = process.cpuUsage();
    this.list.push({ name, at: performance.timeOrigin + performance.now(), cpuMs: (user + system) / 1000 });
  }
}
