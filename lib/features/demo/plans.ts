import { column, DAYS, decimal, instant, int, long, oneOf, pick, string, type Step, type TablePlan } from './table-plan';

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
/** Commits of batch 0 (everything before the daily history) and one a day; batch d is day d of the history, DAYS is today. */
const daily = (from = 1): readonly Step[] => range(from, DAYS).map((batch) => ({ kind: 'append', day: DAYS - batch, batch }));
const first: Step = { kind: 'append', day: DAYS, batch: 0 };
/** By place: a city, its country, a street that it could have, its currency. Picked by one number, so that they belong together. */
const CITIES = ['Zürich', 'Genève', 'Berlin', 'München', 'Lyon', 'Paris', 'Torino', 'Wien', 'Utrecht', 'Sevilla', 'Łódź', 'Malmö', 'Αθήνα'];
const COUNTRIES = ['CH', 'CH', 'DE', 'DE', 'FR', 'FR', 'IT', 'AT', 'NL', 'ES', 'PL', 'SE', 'GR'];
const STREETS = ['Bahnhofstrasse', 'Rue du Lac', 'Kastanienallee', 'Lindwurmstraße', 'Rue Mercière', 'Rue de Rivoli', 'Via Roma', 'Hauptplatz', 'Oudegracht', 'Calle Sierpes', 'Piotrkowska', 'Kungsgatan', 'Ερμού'];
const CURRENCIES = ['CHF', 'CHF', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'PLN', 'SEK', 'EUR'];

/** The instant of row `n` of `count` within its day, in order; the last day ends now. `{day}` is today's midnight, `{now}` this moment. */
const at = (batch: string, n: string, count: number): string => `(TIMESTAMPTZ '{day}' - to_days((${DAYS} - ${batch})::INTEGER) + to_microseconds(((${n} + 0.5) / ${count} * CASE WHEN ${batch} = ${DAYS} THEN {elapsed} ELSE 86400000000 END)::BIGINT))`;

const CUSTOMERS = 20_000;
const customers: TablePlan = {
  namespace: 'shop', name: 'customers', comment: 'One row per person or firm that has bought something', partition: [],
  columns: [
    column('customer_id', long, 'Key', true), column('name', string, 'As written on the invoice'), column('email', string, 'Null for orders by phone'), column('country', string, 'ISO 3166 code'),
    column('city', string, 'Main address'), column('newsletter', { type: 'boolean' }, 'Agreed to the newsletter'), column('credit_limit', decimal(12, 2), 'In the currency of the account'), column('created_at', instant, 'First order'),
  ],
  writings: [{
    afterSchemas: 0, afterSpecs: 0, partition: [], orderBy: 'customer_id',
    sql: `SELECT CASE WHEN i < 17000 THEN 0 ELSE 3 * (1 + (i - 17000) // 300) END AS batch, i + 1 AS customer_id,
      ${oneOf('i', 'first', ['Anna', 'Bruno', 'Céline', 'Dimitri', 'Élodie', 'Fatima', 'Giorgos', 'Hanna', 'Ivo', 'José', 'Katarzyna', 'Lars', 'Mía', 'Noah', 'Olga', 'Paul', 'Renée', 'Søren', 'Tamar', 'Zoë'])} || ' ' || ${oneOf('i', 'last', ['Ammann', 'Bauer', 'Castelli', 'Dubois', 'Egger', 'Fischer', 'García', 'Huber', 'Ivanova', 'Jansen', 'Keller', 'Lindqvist', 'Meier', 'Nowak', "O''Connor", 'Papadopoulos', 'Rossi', 'Schmid', 'Weber', 'Zürcher'])} AS name,
      CASE WHEN ${pick('i', 'mail', 9)} = 0 THEN NULL ELSE 'customer' || (i + 1) || '@example.com' END AS email, ${oneOf('i', 'place', COUNTRIES)} AS country, ${oneOf('i', 'place', CITIES)} AS city,
      ${pick('i', 'letter', 3)} = 0 AS newsletter, (500 + ${pick('i', 'limit', 200)} * 50)::DECIMAL(12,2) AS credit_limit,
      TIMESTAMPTZ '{day}' - to_days((${DAYS} + 900 - 900 * i // ${CUSTOMERS})::INTEGER) + to_seconds((${pick('i', 'created', 80_000)})::INTEGER) AS created_at
      FROM range(${CUSTOMERS}) t(i)`,
  }],
  steps: [first, ...daily().filter(({ day }) => day % 3 === 0)],
};

const products: TablePlan = {
  namespace: 'shop', name: 'products', comment: 'What the shop sells, with its stock in each warehouse', partition: [],
  columns: [
    column('product_id', int, 'Key', true), column('sku', string, 'Stock keeping unit', true), column('title', string, 'As shown in the shop'), column('category', string, 'First level of the catalogue'), column('price', decimal(10, 2), 'Without tax'),
    column('tags', { type: 'list', elementId: 0, element: string, elementRequired: false }, 'Free words'), column('stock', { type: 'map', keyId: 0, key: string, valueId: 0, value: int, valueRequired: false }, 'Pieces by warehouse'),
    column('size', { type: 'struct', fields: [column('width_mm', int, 'Packed'), column('height_mm', int, 'Packed'), column('weight_g', int, 'Packed')] }, 'Packed'), column('introduced_on', { type: 'date' }, 'First day in the shop'), column('discontinued_on', { type: 'date' }, 'Null while it is sold'),
  ],
  writings: [{
    afterSchemas: 0, afterSpecs: 0, partition: [], orderBy: 'product_id',
    sql: `SELECT CASE WHEN i < 900 THEN 0 ELSE 1 + (i - 900) // 20 END AS batch, (i + 1)::INTEGER AS product_id, printf('SKU-%05d', i + 1) AS sku,
      ${oneOf('i', 'adjective', ['Light', 'Quiet', 'Sturdy', 'Folding', 'Warm', 'Small', 'Wide', 'Blue', 'Waterproof', 'Classic'])} || ' ' || ${oneOf('i', 'thing', ['lamp', 'tent', 'kettle', 'jacket', 'backpack', 'chair', 'stove', 'rope', 'map', 'boot'])} AS title,
      ${oneOf('i', 'category', ['camping', 'climbing', 'clothing', 'kitchen', 'travel', 'water'])} AS category, (5 + ${pick('i', 'price', 40_000)} / 100)::DECIMAL(10,2) AS price,
      CASE WHEN ${pick('i', 'tags', 6)} = 0 THEN [] ELSE [${oneOf('i', 'tag1', ['new', 'sale', 'bestseller', 'eco'])}, ${oneOf('i', 'tag2', ['summer', 'winter', 'gift'])}] END AS tags,
      MAP {'basel': ${pick('i', 'basel', 400)}::INTEGER, 'lyon': CASE WHEN ${pick('i', 'lyon0', 5)} = 0 THEN NULL ELSE ${pick('i', 'lyon', 300)}::INTEGER END} AS stock,
      {'width_mm': (50 + ${pick('i', 'w', 600)})::INTEGER, 'height_mm': (20 + ${pick('i', 'h', 500)})::INTEGER, 'weight_g': (80 + ${pick('i', 'g', 9000)})::INTEGER} AS size,
      CAST(DATE '{date}' - ${DAYS} - (1500 - i)::INTEGER AS DATE) AS introduced_on, CASE WHEN ${pick('i', 'gone', 12)} = 0 THEN CAST(DATE '{date}' - ${pick('i', 'goneon', 60)}::INTEGER AS DATE) END AS discontinued_on
      FROM range(1000) t(i)`,
  }],
  steps: [first, ...range(1, 5).map((batch): Step => ({ kind: 'append', day: DAYS - batch * 5, batch }))],
};

const PER_DAY = 3_000;
const BEFORE = 110_000;
const PAST_DAYS = 90;
const RENAMED = 12;
const WIDENED = 20;
const ORDER_STATUS = ['shipped', 'shipped', 'shipped', 'paid', 'cancelled', 'returned'];

/** Order `i`: before the history spread over the past, then PER_DAY a day. */
const orderRows = (filter: string, extra: string, status: string): string => `SELECT batch, i + 1 AS order_id, 1 + ${pick('i', 'customer', CUSTOMERS)} AS customer_id, ordered_at,
  CASE WHEN batch > 0 AND n IN (13, 77, 401) THEN 'test' ELSE ${oneOf('i', 'status', ORDER_STATUS)} END AS ${status}, ${oneOf('i', 'channel', ['web', 'web', 'app', 'phone'])} AS channel,
  CASE WHEN batch > 0 AND n IN (13, 77, 401) THEN 0.01 ELSE 9 + ${pick('i', 'total', 48_000)} / 100 END::DECIMAL(18,2) AS total, ${oneOf('i', 'place', CURRENCIES)} AS currency,
  CASE WHEN ${pick('i', 'pickup', 20)} = 0 THEN NULL ELSE {'street': ${oneOf('i', 'place', STREETS)} || ' ' || (1 + ${pick('i', 'number', 120)}), 'zip': printf('%04d', 1000 + ${pick('i', 'zip', 8999)}), 'city': ${oneOf('i', 'place', CITIES)}, 'country': ${oneOf('i', 'place', COUNTRIES)}} END AS ship_to${extra}
  FROM (SELECT i, CASE WHEN i < ${BEFORE} THEN 0 ELSE 1 + (i - ${BEFORE}) // ${PER_DAY} END AS batch, CASE WHEN i < ${BEFORE} THEN i ELSE (i - ${BEFORE}) % ${PER_DAY} END AS n,
    CASE WHEN i < ${BEFORE} THEN TIMESTAMPTZ '{day}' - to_days(${DAYS + PAST_DAYS}) + to_microseconds((i / ${BEFORE} * ${PAST_DAYS} * 86400000000)::BIGINT) ELSE ${at(`(1 + (i - ${BEFORE}) // ${PER_DAY})`, `((i - ${BEFORE}) % ${PER_DAY})`, PER_DAY)} END AS ordered_at
    FROM range(${BEFORE + DAYS * PER_DAY}) t(i)) WHERE ${filter}`;
const discount = `, CASE WHEN ${pick('i', 'sale', 4)} = 0 THEN (${pick('i', 'discount', 40)} / 100)::DECIMAL(5,4) END AS discount`;
const month = { sql: `((year(ordered_at) - 1970) * 12 + month(ordered_at) - 1)::INTEGER`, type: 'int' } as const;
const day = { sql: 'CAST(ordered_at AS DATE)', type: 'date' } as const;

const orders: TablePlan = {
  namespace: 'shop', name: 'orders', comment: 'One row per order placed in the web shop, the app or by phone', partition: [{ column: 'ordered_at', transform: { kind: 'month' } }],
  columns: [
    column('order_id', long, 'Key', true), column('customer_id', long, 'shop.customers', true), column('ordered_at', instant, 'When it was placed', true), column('state', string, 'paid, shipped, returned, cancelled, or test'), column('channel', string, 'web, app or phone'),
    column('total', decimal(18, 2), 'With tax, in currency'), column('currency', string, 'ISO 4217 code'),
    column('ship_to', { type: 'struct', fields: [column('street', string, ''), column('zip', string, ''), column('city', string, ''), column('country', string, 'ISO 3166 code')] }, 'Null when it is picked up'),
  ],
  writings: [
    { afterSchemas: 0, afterSpecs: 0, partition: [month], orderBy: 'order_id', sql: orderRows(`batch < ${RENAMED}`, '', 'state') },
    { afterSchemas: 1, afterSpecs: 1, partition: [day], orderBy: 'order_id', sql: orderRows(`batch >= ${RENAMED} AND batch < ${WIDENED}`, '', 'status') },
    { afterSchemas: 2, afterSpecs: 1, partition: [day], orderBy: 'order_id', sql: orderRows(`batch >= ${WIDENED}`, discount, 'status') },
    // the corrected orders of the branch: batch DAYS + 1
    { afterSchemas: 2, afterSpecs: 1, partition: [day], orderBy: 'order_id', sql: orderRows(`batch = ${DAYS - 4} AND n < 40`, discount, 'status').replace(/^SELECT batch,/, `SELECT ${DAYS + 1} AS batch,`) },
  ],
  steps: [
    first, ...daily(1).filter((step) => step.kind === 'append' && step.batch < RENAMED),
    { kind: 'schema', day: DAYS - RENAMED, changes: [{ kind: 'rename', path: 'state', name: 'status' }] }, { kind: 'spec', day: DAYS - RENAMED, fields: [{ column: 'ordered_at', transform: { kind: 'day' } }] },
    ...daily(RENAMED).filter((step) => step.kind === 'append' && step.batch < WIDENED), { kind: 'tag', day: DAYS - WIDENED + 1, name: 'before-discounts' },
    { kind: 'schema', day: DAYS - WIDENED, changes: [{ kind: 'add', parent: null, name: 'discount', type: decimal(5, 4), doc: 'Share of the total, null when there was none' }] },
    ...daily(WIDENED).filter((step) => step.kind === 'append' && step.batch <= DAYS - 3), { kind: 'branch', day: 3, name: 'fix-returns' }, { kind: 'append', day: 3, batch: DAYS + 1, branch: 'fix-returns' },
    ...daily(DAYS - 2).filter((step) => step.kind === 'append' && step.batch < DAYS), { kind: 'delete', day: 1, batch: DAYS - 5, positions: [13, 77, 401] }, { kind: 'delete', day: 1, batch: DAYS - 4, positions: [13, 77, 401] },
    ...daily(DAYS),
  ],
};

const LINES_BEFORE = 260_000;
const LINES_PER_DAY = 8_000;
const order_lines: TablePlan = {
  namespace: 'shop', name: 'order_lines', comment: 'One row per product in an order', partition: [{ column: 'ordered_at', transform: { kind: 'month' } }],
  columns: [
    column('order_id', long, 'shop.orders', true), column('line_no', int, 'Counts from 1 within an order', true), column('product_id', int, 'shop.products', true), column('quantity', int, 'Pieces'), column('unit_price', decimal(12, 2), 'With tax'),
    column('ordered_at', instant, 'As in the order', true), column('gift', { type: 'boolean' }, 'Wrapped'),
  ],
  writings: [{
    afterSchemas: 0, afterSpecs: 0, partition: [month], orderBy: 'order_id, line_no',
    sql: `SELECT batch, 1 + CASE WHEN batch = 0 THEN n * ${BEFORE} // ${LINES_BEFORE} ELSE ${BEFORE} + (batch - 1) * ${PER_DAY} + n * ${PER_DAY} // ${LINES_PER_DAY} END AS order_id, (1 + n % 3)::INTEGER AS line_no,
      (1 + ${pick('i', 'product', 1000)})::INTEGER AS product_id, (1 + ${pick('i', 'quantity', 5)})::INTEGER AS quantity, (2 + ${pick('i', 'unit', 20_000)} / 100)::DECIMAL(12,2) AS unit_price,
      CASE WHEN batch = 0 THEN TIMESTAMPTZ '{day}' - to_days(${DAYS + PAST_DAYS}) + to_microseconds((n / ${LINES_BEFORE} * ${PAST_DAYS} * 86400000000)::BIGINT) ELSE ${at('batch', 'n', LINES_PER_DAY)} END AS ordered_at, ${pick('i', 'gift', 12)} = 0 AS gift
      FROM (SELECT i, CASE WHEN i < ${LINES_BEFORE} THEN 0 ELSE 1 + (i - ${LINES_BEFORE}) // ${LINES_PER_DAY} END AS batch, CASE WHEN i < ${LINES_BEFORE} THEN i ELSE (i - ${LINES_BEFORE}) % ${LINES_PER_DAY} END AS n FROM range(${LINES_BEFORE + DAYS * LINES_PER_DAY}) t(i))`,
  }],
  steps: [first, ...daily()],
};

const EVENTS_PER_DAY = 9_500;
const web_events: TablePlan = {
  namespace: 'web', name: 'web_events', comment: 'Page views and clicks of the web shop', partition: [{ column: 'occurred_at', transform: { kind: 'day' } }],
  columns: [
    column('event_id', { type: 'uuid' }, 'Key', true), column('occurred_at', instant, 'By the clock of the server', true), column('session_id', long, 'A visit'), column('kind', string, 'view, click, cart or buy'), column('path', string, 'Of the page'),
    column('referrer', string, 'Null for direct visits'), column('duration_ms', { type: 'double' }, 'Until the page was shown'), column('agent', { type: 'struct', fields: [column('browser', string, ''), column('mobile', { type: 'boolean' }, '')] }, 'Of the visitor'),
  ],
  writings: [{
    afterSchemas: 0, afterSpecs: 0, partition: [{ sql: 'CAST(occurred_at AS DATE)', type: 'date' }], orderBy: 'occurred_at',
    sql: `SELECT batch, CAST(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21, 12) AS UUID) AS event_id, occurred_at, ${pick('i // 7', 'session', 900_000_000)} AS session_id,
      ${oneOf('i', 'kind', ['view', 'view', 'view', 'click', 'click', 'cart', 'buy'])} AS kind, '/' || ${oneOf('i', 'section', ['camping', 'climbing', 'clothing', 'kitchen', 'travel', 'water'])} || '/' || (1 + ${pick('i', 'page', 1000)}) AS path,
      CASE WHEN ${pick('i', 'direct', 3)} = 0 THEN NULL ELSE ${oneOf('i', 'referrer', ['search', 'newsletter', 'social', 'partner'])} END AS referrer, 12.5 + ${pick('i', 'duration', 90_000)} / 37 AS duration_ms,
      {'browser': ${oneOf('i', 'browser', ['Firefox', 'Chromium', 'Safari'])}, 'mobile': ${pick('i', 'mobile', 2)} = 0} AS agent
      FROM (SELECT i, md5('event' || i) AS h, 1 + i // ${EVENTS_PER_DAY} AS batch, ${at(`(1 + i // ${EVENTS_PER_DAY})`, `(i % ${EVENTS_PER_DAY})`, EVENTS_PER_DAY)} AS occurred_at FROM range(${EVENTS_PER_DAY * DAYS}) t(i))`,
  }],
  steps: daily(),
};

/** About a million rows in five tables. */
export const PLANS: readonly TablePlan[] = [customers, products, orders, order_lines, web_events];
