import type { Tokens } from '@/components/charts/use-tokens';

export const INKS = [
  '--sheet', '--raised', '--ink', '--ink-2', '--ink-3', '--rule', '--grid-line', '--scale', '--water', '--water-soft', '--water-line', '--idle', '--bar-ink',
  '--op-append', '--op-overwrite', '--op-delete', '--op-replace', '--sans', '--mono',
] as const;
export type Ink = Exclude<(typeof INKS)[number], '--sans' | '--mono'>;

interface TextLook {
  readonly ink?: Ink;
  readonly align?: CanvasTextAlign;
  readonly mono?: boolean;
  readonly strong?: boolean;
}

/** A canvas with the inks of the theme, in pixels of the page. */
export class Pen {
  constructor(readonly ctx: CanvasRenderingContext2D, private readonly tokens: Tokens<(typeof INKS)[number]>) {}
  ink(ink: Ink): string { return this.tokens[ink]; }
  fill(ink: Ink, x: number, y: number, width: number, height: number): void {
    this.ctx.fillStyle = this.ink(ink);
    this.ctx.fillRect(x, y, width, height);
  }
  /** an open line through points, in pixels from (x, y) */
  stroke(ink: Ink, x: number, y: number, points: readonly (readonly [number, number])[], width = 1): void {
    const { ctx } = this;
    ctx.strokeStyle = this.ink(ink);
    ctx.lineWidth = width;
    ctx.beginPath();
    for (const [right, down] of points) ctx.lineTo(x + right, y + down);
    ctx.stroke();
  }
  line(ink: Ink, x1: number, y1: number, x2: number, y2: number, width = 1): void {
    this.stroke(ink, 0, 0, [[x1, y1], [x2, y2]], width);
  }
  font({ mono = false, strong = false }: TextLook = {}): string {
    return `${strong ? '600 ' : ''}11px ${this.tokens[mono ? '--mono' : '--sans']}`;
  }
  text(text: string, x: number, y: number, look: TextLook = {}): void {
    const { ctx } = this;
    ctx.font = this.font(look);
    ctx.textAlign = look.align ?? 'left';
    ctx.fillStyle = this.ink(look.ink ?? '--ink-3');
    ctx.fillText(text, x, y);
  }
  widthOf(text: string, look: TextLook = {}): number {
    this.ctx.font = this.font(look);
    return this.ctx.measureText(text).width;
  }
}
