import { editorTheme, withTokens } from './editor-theme';
import { SQL_LANGUAGE, sqlConfiguration, sqlTokens } from './sql-language';
import { registerCompletion } from './completion';
import type { Monaco } from './monaco-type';

let loading: Promise<Monaco> | null = null;

/** The editor's code with its language, themes and worker, once a window. Tries again when a load failed. */
export function loadMonaco(): Promise<Monaco> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Monaco> {
  allowStyles();
  globalThis.MonacoEnvironment = { getWorker: () => new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), { type: 'module' }) };
  const { monaco } = await import('./monaco');
  monaco.languages.register({ id: SQL_LANGUAGE });
  monaco.languages.setMonarchTokensProvider(SQL_LANGUAGE, sqlTokens);
  monaco.languages.setLanguageConfiguration(SQL_LANGUAGE, sqlConfiguration);
  registerCompletion(monaco);
  followTheme(monaco);
  await document.fonts.ready;
  monaco.editor.remeasureFonts();
  return monaco;
}

/** The content security policy lets only style elements with the page's nonce in, and Monaco makes them without. */
function allowStyles(): void {
  const nonce = document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? '';
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options);
    if (name.toLowerCase() === 'style') element.setAttribute('nonce', nonce);
    return element;
  };
}

/** Light or dark as the page is, now and later. */
function followTheme(monaco: Monaco): void {
  const system = globalThis.matchMedia('(prefers-color-scheme: dark)');
  const set = () => {
    const chosen = document.documentElement.dataset['theme'];
    const dark = chosen === undefined ? system.matches : chosen === 'dark';
    const name = dark ? 'soundings-dark' : 'soundings-light';
    monaco.editor.defineTheme(name, withTokens((token) => editorTheme(dark, token)));
    monaco.editor.setTheme(name);
  };
  set();
  new MutationObserver(set).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', set);
}
