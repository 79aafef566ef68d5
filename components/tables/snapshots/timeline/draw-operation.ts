import type { HistoryColumns } from './history';
import type { Ink, Pen } from './pen';

type Operation = HistoryColumns['operation'][number];
export const OPERATION_INK: Readonly<Record<NonNullable<Operation>, Ink>> = { append: '--op-append', overwrite: '--op-overwrite', delete: '--op-delete', replace: '--op-replace' };

/** The shape of an operation, as components/ui/operation-shape.tsx draws it: disc, half disc, open diamond, square. */
export function drawOperation(pen: Pen, operation: Operation, x: number, y: number, size = 1): void {
  const { ctx } = pen;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(size, size);
  const ink = operation === null ? '--idle' : OPERATION_INK[operation];
  ctx.fillStyle = pen.ink(operation === 'append' || operation === 'replace' ? ink : '--sheet');
  ctx.strokeStyle = pen.ink(ink);
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  switch (operation) {
    case 'append': ctx.arc(0, 0, 4.2, 0, 2 * Math.PI); break;
    case 'replace': ctx.rect(-4, -4, 8, 8); break;
    case 'delete':
      ctx.moveTo(0, -4.6);
      ctx.lineTo(4.6, 0);
      ctx.lineTo(0, 4.6);
      ctx.lineTo(-4.6, 0);
      ctx.closePath();
      break;
    default: ctx.arc(0, 0, 3.6, 0, 2 * Math.PI);
  }
  ctx.fill();
  if (operation !== 'append' && operation !== 'replace') ctx.stroke();
  if (operation === 'overwrite') {
    ctx.fillStyle = pen.ink(ink);
    ctx.beginPath();
    ctx.arc(0, 0, 4.2, -Math.PI / 2, Math.PI / 2);
    ctx.fill();
  }
  ctx.restore();
}
