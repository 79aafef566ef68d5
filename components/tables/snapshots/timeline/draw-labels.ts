import { bytes, count, moment, signed } from '@/components/shell/words';
import { atOf, addedOf, removedOf, type HistoryColumns, type Measure } from './history';
import type { Pen } from './pen';
import { isInside } from './draw-lanes';
import type { Scene, SceneLane, SceneMark } from './scene';

const iso = (at: number) => new Date(at).toISOString();

/** `+1,240 rows` or `+4.1 MiB`. */
export function amountText(added: number, removed: number, by: Measure): string {
  const delta = added - removed;
  if (by === 'rows') return `${signed(delta)} ${Math.abs(delta) === 1 ? 'row' : 'rows'}`;
  return `${delta > 0 ? '+' : ''}${bytes(delta)}`;
}

/** A selection on an axis of time drops a line with a small weight through all lanes. */
export function drawPlumb(pen: Pen, scene: Scene, history: HistoryColumns, place: number, { by, now, height, top }: { readonly by: Measure; readonly now: number; readonly height: number; readonly top: number }): void {
  if (place < 0) return;
  const { ctx } = pen;
  const at = atOf(history, place);
  const x = scene.scale.x(at);
  if (!isInside(x, scene.scale)) return;
  pen.line('--water', x, top, x, height - 10, 1.5);
  ctx.fillStyle = pen.ink('--water');
  ctx.beginPath();
  ctx.moveTo(x - 4, height - 11);
  ctx.lineTo(x + 4, height - 11);
  ctx.lineTo(x, height - 2);
  ctx.fill();
  const text = `${moment(iso(at), now)}, ${amountText(addedOf(history, place, by), removedOf(history, place, by), by)}`;
  const width = pen.widthOf(text);
  const isLeft = x + width + 12 > scene.scale.width;
  ctx.globalAlpha = 0.85;
  pen.fill('--sheet', isLeft ? x - 10 - width : x + 6, top + 1, width + 4, 14);
  ctx.globalAlpha = 1;
  pen.text(text, isLeft ? x - 8 : x + 8, top + 12, { ink: '--ink', align: isLeft ? 'right' : 'left' });
}

/** What lies under the pointer, in a few words above it. */
export function drawPointed(pen: Pen, scene: Scene, history: HistoryColumns, { lane, mark }: { readonly lane: SceneLane; readonly mark: SceneMark }, { by, now }: { readonly by: Measure; readonly now: number }): void {
  const [first = -1, last = -1] = [lane.lane.places[mark.first], lane.lane.places[mark.behind - 1]];
  const total = mark.drops.reduce((sum, { added, removed }) => ({ added: sum.added + added, removed: sum.removed + removed }), { added: 0, removed: 0 });
  const amount = amountText(total.added, total.removed, by);
  const text = first === last ? `${history.operation[first] ?? 'unknown'}, ${amount}, ${moment(iso(atOf(history, first)), now)}` : `${count(mark.behind - mark.first)} commits, ${amount}, ${moment(iso(atOf(history, first)), now)} to ${moment(iso(atOf(history, last)), now)}`;
  const width = pen.widthOf(text) + 12;
  const left = Math.min(scene.scale.width - width, Math.max(0, mark.x - width / 2));
  const top = lane.y - 32;
  const { ctx } = pen;
  ctx.beginPath();
  ctx.roundRect(left + 0.5, top + 0.5, width, 18, 3);
  ctx.fillStyle = pen.ink('--raised');
  ctx.fill();
  ctx.strokeStyle = pen.ink('--rule');
  ctx.lineWidth = 1;
  ctx.stroke();
  pen.text(text, left + 6, top + 13, { ink: '--ink' });
}
