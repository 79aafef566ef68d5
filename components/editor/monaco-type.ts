/** The editor's code, once it is loaded. */
export type Monaco = typeof import('monaco-editor/editor/editor.api.js');
