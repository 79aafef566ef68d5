import type { z } from 'zod';
import { addresses, bytes, choice, folderOrUri, host, onOff, origin, password, postgresUrl, secret, text, wholeNumber } from './readers';

export interface Variable<Schema extends z.ZodType = z.ZodType> {
  readonly group: 'Server' | 'Storage' | 'Sign-in' | 'Queries' | 'Retention' | 'Other';
  readonly help: string;
  /** as it would be written; null when there is none */
  readonly default: string | null;
  /** said instead of the default where it is made from others */
  readonly defaultText?: string;
  /** never shown or logged; may also be given by NAME_FILE, a file that holds it */
  readonly secret?: true;
  readonly read: Schema;
}
const variable = <Schema extends z.ZodType>(definition: Variable<Schema>): Variable<Schema> => definition;

/** Every setting, once: parsing, `npm start -- --help`, the README's table and the settings screen come from here. */
export const VARIABLES = {
  HOST: variable({ group: 'Server', help: 'Address to listen on. One that is not loopback needs PUBLIC_URL.', default: '127.0.0.1', read: host }),
  PORT: variable({ group: 'Server', help: 'Port to listen on.', default: '3000', read: wholeNumber(1, 65535) }),
  PUBLIC_URL: variable({ group: 'Server', help: 'Address under which people reach the console; pages asked for under another host redirect to it.', default: null, defaultText: 'http://HOST:PORT', read: origin }),
  LAKEHOUSE_TRUSTED_PROXIES: variable({ group: 'Server', help: 'Addresses of proxies, separated by commas, whose X-Forwarded-For is believed.', default: '', defaultText: 'none', read: addresses }),
  LOG_LEVEL: variable({ group: 'Server', help: 'How much is logged.', default: 'info', read: choice(['debug', 'info', 'warn', 'error', 'silent']) }),

  LAKEHOUSE_HOME: variable({ group: 'Storage', help: 'Folder of everything embedded: database, secrets, spool, default warehouse.', default: './.lakehouse', read: text }),
  LAKEHOUSE_WAREHOUSE: variable({ group: 'Storage', help: 'Root of the catalog lake: a path or a file: address. A folder that holds Hadoop-catalog tables is adopted as it is.', default: null, defaultText: '$LAKEHOUSE_HOME/warehouse', read: folderOrUri }),
  LAKEHOUSE_DEMO: variable({ group: 'Storage', help: 'Demo tables at the first start, only in the default warehouse while it is empty: on or off.', default: 'on', read: onOff }),
  LAKEHOUSE_UPLOAD_BYTES: variable({ group: 'Storage', help: 'Size of a file that may be uploaded to be loaded into a table; one person keeps four times as much, for a day.', default: '2GB', read: bytes(1024 ** 2) }),
  DATABASE_URL: variable({ group: 'Storage', help: "PostgreSQL for the console's own state, instead of the embedded PGlite.", default: null, defaultText: 'embedded', secret: true, read: postgresUrl }),

  AUTH_SECRET: variable({ group: 'Sign-in', help: 'Key that signs sessions. A new one signs everybody out.', default: null, defaultText: 'made at the first start', secret: true, read: secret }),
  LAKEHOUSE_ADMIN_PASSWORD: variable({ group: 'Sign-in', help: 'Password of the first admin, read only while no admin exists. Without it the first start prints a link.', default: null, defaultText: 'none', secret: true, read: password }),
  LAKEHOUSE_SESSION_IDLE_HOURS: variable({ group: 'Sign-in', help: 'Hours without a request after which a session ends.', default: '12', read: wholeNumber(1, 8760) }),
  LAKEHOUSE_SESSION_HOURS: variable({ group: 'Sign-in', help: 'Hours after which a session ends in any case.', default: '168', read: wholeNumber(1, 8760) }),

  LAKEHOUSE_QUERY_SECONDS: variable({ group: 'Queries', help: 'Seconds that one statement may run.', default: '600', read: wholeNumber(1, 86400) }),
  LAKEHOUSE_QUERY_MEMORY: variable({ group: 'Queries', help: 'Memory that one statement may use.', default: '1GB', read: bytes(64 * 1024 ** 2) }),
  LAKEHOUSE_QUERY_THREADS: variable({ group: 'Queries', help: 'Threads that one statement may use.', default: '2', read: wholeNumber(1, 256) }),
  LAKEHOUSE_QUERIES_AT_ONCE: variable({ group: 'Queries', help: 'Queries that run at once, of all people.', default: '4', read: wholeNumber(1, 256) }),
  LAKEHOUSE_QUERIES_PER_PERSON: variable({ group: 'Queries', help: 'Queries that run at once for one person; more wait.', default: '2', read: wholeNumber(1, 256) }),
  LAKEHOUSE_QUERIES_WAITING_PER_PERSON: variable({ group: 'Queries', help: 'Queries of one person that may wait; more are refused.', default: '50', read: wholeNumber(1, 10000) }),
  LAKEHOUSE_ROW_LIMIT: variable({ group: 'Queries', help: 'Rows that Run in the SQL screen asks for, unless a person chooses otherwise.', default: '1000', read: wholeNumber(1, 1_000_000_000) }),
  LAKEHOUSE_RESULT_BYTES: variable({ group: 'Queries', help: 'Disk space that the result of one statement may take.', default: '2GB', read: bytes(1024 ** 2) }),
  LAKEHOUSE_WRITE_BYTES: variable({ group: 'Queries', help: 'Bytes of files that one statement or job may write to a table, and that it may put aside on the way.', default: '100GB', read: bytes(1024 ** 2) }),

  LAKEHOUSE_SPOOL_BYTES: variable({ group: 'Retention', help: 'Disk space of all kept results; the oldest go first.', default: '10GB', read: bytes(1024 ** 2) }),
  LAKEHOUSE_SPOOL_BYTES_PER_PERSON: variable({ group: 'Retention', help: "Disk space of one person's kept results.", default: '5GB', read: bytes(1024 ** 2) }),
  LAKEHOUSE_SPOOL_HOURS: variable({ group: 'Retention', help: 'Hours that a result is kept.', default: '72', read: wholeNumber(1, 8760) }),
  LAKEHOUSE_HISTORY_DAYS: variable({ group: 'Retention', help: 'Days that the text and the numbers of a query are kept.', default: '90', read: wholeNumber(1, 3650) }),
  LAKEHOUSE_TRASH_DAYS: variable({ group: 'Retention', help: 'Days that dropped tables and removed files stay in the trash.', default: '30', read: wholeNumber(1, 36500) }),
  LAKEHOUSE_AUDIT_DAYS: variable({ group: 'Retention', help: 'Days that the audit is kept.', default: '365', read: wholeNumber(1, 36500) }),

  LAKEHOUSE_GALLERY: variable({ group: 'Other', help: 'The page of primitives at /gallery: on or off.', default: 'off', read: onOff }),
} as const;

export type VariableName = keyof typeof VARIABLES;
export type VariableValue<Name extends VariableName> = z.output<(typeof VARIABLES)[Name]['read']>;
