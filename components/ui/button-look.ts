export type ButtonVariant = 'plain' | 'primary' | 'quiet' | 'danger';
export type ButtonSize = 'normal' | 'large' | 'tiny';

const BASE =
  'relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-2 border whitespace-nowrap outline-none select-none transition-colors duration-(--fast) ease-calm focus-visible:shadow-(--ring)';

const VARIANT: Readonly<Record<ButtonVariant, string>> = {
  plain: 'border-rule bg-raised text-ink hover:bg-[image:linear-gradient(var(--hover),var(--hover))] active:bg-[image:linear-gradient(var(--press),var(--press))]',
  primary: 'border-transparent bg-water font-strong text-on-water hover:bg-water-hover',
  quiet: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-press',
  danger: 'border-transparent bg-danger font-strong text-on-danger hover:bg-danger-hover',
};
const OFF = 'border-hair bg-well font-normal text-ink-off';
const QUIET_OFF = 'border-transparent text-ink-off';

const SIZE: Readonly<Record<ButtonSize, string>> = {
  normal: 'h-7 px-2.5 max-sm:h-8',
  large: 'h-9 px-2.5 max-sm:h-11',
  tiny: 'h-6 px-2 text-12 max-sm:h-7',
};
const SQUARE: Readonly<Record<ButtonSize, string>> = { normal: 'size-7 max-sm:size-8', large: 'size-9 max-sm:size-11', tiny: 'size-6 max-sm:size-7' };
const CARET: Readonly<Record<ButtonSize, string>> = { normal: 'h-7 w-6 max-sm:h-8', large: 'h-9 w-8 max-sm:h-11', tiny: 'h-6 w-5 max-sm:h-7' };

/** What it holds: words, one icon, or the caret of a split button. */
export type ButtonShape = 'words' | 'square' | 'caret';
const SHAPE: Readonly<Record<ButtonShape, Readonly<Record<ButtonSize, string>>>> = { words: SIZE, square: SQUARE, caret: CARET };

/** The classes of a button, shared by buttons, links that look like one, and the triggers of menus. */
export function buttonLook({ variant = 'plain', size = 'normal', off = false, shape = 'words' }: { readonly variant?: ButtonVariant; readonly size?: ButtonSize; readonly off?: boolean; readonly shape?: ButtonShape } = {}): string {
  return `${BASE} ${off ? (variant === 'quiet' ? QUIET_OFF : OFF) : VARIANT[variant]} ${SHAPE[shape][size]}`;
}
