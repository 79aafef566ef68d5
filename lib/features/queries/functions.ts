import { z } from 'zod';
import { command } from '@/lib/kernel/command';

const KEYWORDS = 'ALL AND ANY ARRAY AS ASC AT BETWEEN BY CASE CAST CATALOGS COLUMNS CROSS CUBE CURRENT CURRENT_DATE CURRENT_TIMESTAMP DATE DESC DESCRIBE DISTINCT ELSE END ESCAPE EXCEPT EXISTS EXPLAIN EXTRACT FALSE FETCH FILTER FIRST FOLLOWING FOR FROM FULL FUNCTIONS GROUP GROUPING HAVING IF IN INNER INTERSECT INTERVAL INTO IS JOIN LAST LATERAL LEFT LIKE LIMIT MAP NATURAL NOT NULL NULLIF NULLS OF OFFSET ON ONLY OR ORDER ORDINALITY OUTER OVER PARTITION PRECEDING RANGE RIGHT ROLLUP ROW ROWS SCHEMAS SELECT SESSION SETS SHOW TABLE TABLES THEN TIMESTAMP TRUE TRY_CAST UNBOUNDED UNION UNNEST USE USING VALUES VERSION WHEN WHERE WINDOW WITH'.split(' ');

/** Everything that completion offers beside names of tables and columns. */
export const listFunctions = command({
  name: 'sql.functions', audit: 'none', input: z.object({}), permission: 'authenticated',
  run: async (ctx) => ({ items: (await ctx.ports.parser.functions()).map(({ name, kind, signatures }) => ({ name, kind, signatures: [...signatures] })), keywords: KEYWORDS }),
});
