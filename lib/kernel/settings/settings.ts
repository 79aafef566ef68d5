import type { SettingItem } from './describe';

/** What the console runs with, read once from the environment (read-settings.ts). */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** origin, without a slash at its end */
  readonly publicUrl: string;
  readonly trustedProxies: readonly string[];
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** absolute path of LAKEHOUSE_HOME */
  readonly home: string;
  /** absolute path of the root of catalog `lake`; `named` when a setting names it (then no demo is written into it) */
  readonly warehouse: { readonly path: string; readonly named: boolean };
  /** absolute path of the folder of results */
  readonly spool: string;
  /** of one file that is uploaded */
  readonly uploadBytes: number;
  readonly demo: boolean;
  readonly gallery: boolean;
  readonly databaseUrl: string | null;
  /** null: the one in LAKEHOUSE_HOME, made at the first start */
  readonly authSecret: string | null;
  readonly adminPassword: string | null;
  readonly sessions: { readonly idleMs: number; readonly absoluteMs: number };
  readonly queries: {
    readonly timeMs: number;
    readonly memoryBytes: number;
    readonly threads: number;
    readonly atOnce: number;
    readonly perPerson: number;
    readonly waitingPerPerson: number;
    /** what Run in the SQL screen asks for */
    readonly rowLimit: number;
    readonly resultBytes: number;
    readonly writeBytes: number;
  };
  readonly retention: {
    readonly spoolBytes: number;
    readonly spoolBytesPerPerson: number;
    readonly spoolMs: number;
    readonly historyMs: number;
    readonly trashMs: number;
    readonly auditMs: number;
  };
  /** for the settings screen: every variable with its value, secrets only as set or not */
  readonly items: readonly SettingItem[];
}
