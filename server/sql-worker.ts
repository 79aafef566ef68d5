import { refusalOf } from '@/lib/core/sql/errors';
import { listFunctions } from '@/lib/core/sql/list-functions';
import { parseScript } from '@/lib/core/sql/parse/parse-script';
import { translate } from '@/lib/core/sql/translate';
import { serveSql } from '@/lib/ports/parser/children/serve-sql';

serveSql({ parse: parseScript, translate, functions: listFunctions, refusal: refusalOf });
