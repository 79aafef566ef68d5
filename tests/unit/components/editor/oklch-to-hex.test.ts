import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { editorTheme } from '@/components/editor/editor-theme';
import { oklchToHex } from '@/components/editor/oklch-to-hex';

describe('oklchToHex', () => {
  // CSS Color 4, section 16.1: the sRGB primaries in OKLCH
  it('meets the primaries', () => {
    expect(['oklch(0.627955 0.257683 29.2338)', 'oklch(0.86644 0.294827 142.4953)', 'oklch(0.452014 0.313214 264.052)', 'oklch(1 0 0)', 'oklch(0% 0 0)'].map(oklchToHex)).toEqual(['#ff0000', '#00ff00', '#0000ff', '#ffffff', '#000000']);
  });
  it('writes alpha', () => expect([oklchToHex('oklch(0 0 0 / 0.5)'), oklchToHex('oklch(0 0 0 / 5%)')]).toEqual(['#00000080', '#0000000d']));
  it('stays inside of what a screen shows', () => expect(oklchToHex('oklch(0.7 0.4 150)')).toMatch(/^#[0-9a-f]{6}$/));
  it('refuses what is no such colour', () => expect(() => oklchToHex('red')).toThrow('Not an oklch colour: red'));
});

describe('editorTheme', () => {
  const css = readFileSync('components/ui/tokens.css', 'utf8');
  const themes = { light: css.slice(0, css.indexOf('[data-theme="dark"]')), dark: css.slice(css.indexOf('[data-theme="dark"]'), css.indexOf('@media')) };
  const read = (text: string) => (name: string): string => {
    const value = [...`${themes.light}${text}`.matchAll(new RegExp(`${name}: ([^;]+);`, 'g'))].at(-1)?.[1] ?? '';
    return value.startsWith('var(') ? read(text)(value.slice(4, -1)) : oklchToHex(value);
  };
  it('finds every token that it names, in both themes', () => {
    for (const [name, text] of Object.entries(themes)) {
      const theme = editorTheme(name === 'dark', read(text));
      expect(Object.values(theme.colors).every((colour) => /^#[0-9a-f]{6}([0-9a-f]{2})?$/.test(colour))).toBe(true);
      expect(theme.rules.every(({ foreground }) => /^[0-9a-f]{6}$/.test(foreground ?? ''))).toBe(true);
    }
  });
});
