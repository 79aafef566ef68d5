import { catalogs } from './catalogs';
import { jobs } from './jobs';
import { load } from './load';
import { maintenance } from './maintenance';
import { people } from './people';
import { queries } from './queries';
import { system } from './system';
import { tables } from './tables';

/** Every endpoint of `/api/v1`, declared once: validation, types, OpenAPI, client and query hooks come from here. */
export const contract = { catalogs, tables, queries, people, jobs, load, maintenance, system };
/** Procedures for people who are not signed in. */
export const OPEN_PROCEDURES: ReadonlySet<string> = new Set(['people.setup']);
export type Contract = typeof contract;
