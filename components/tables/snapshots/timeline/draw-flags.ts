import type { Pen } from './pen';
import { FLAG, type Scene } from './scene';

/** Tags as flags on poles above the line; near the right edge they fly to the left. */
export function drawFlags(pen: Pen, scene: Scene): void {
  const { ctx } = pen;
  for (const { y, flags } of scene.rows) {
    for (const { x, text, width, level, turned } of flags) {
      const top = y - 20 - (2 - level) * FLAG;
      const way = turned ? -1 : 1;
      pen.line('--ink', Math.round(x) + 0.5, top, Math.round(x) + 0.5, y - 5);
      ctx.beginPath();
      ctx.moveTo(Math.round(x) + 0.5, top + 0.5);
      for (const [right, down] of [[width, 0], [width - 4, 7], [width, 14], [0, 14]] as const) ctx.lineTo(Math.round(x) + 0.5 + way * right, top + 0.5 + down);
      ctx.closePath();
      ctx.fillStyle = pen.ink('--sheet');
      ctx.fill();
      ctx.strokeStyle = pen.ink('--ink');
      ctx.lineWidth = 1;
      ctx.stroke();
      pen.text(text, turned ? x - width + 10 : x + 6, top + 11, { ink: '--ink', mono: true });
    }
  }
}
