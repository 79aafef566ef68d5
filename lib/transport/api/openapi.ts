import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { ERROR_CODES } from '@/lib/model/errors';
import { contract, OPEN_PROCEDURES } from './contract';

const problemSchema: OpenAPI.SchemaObject = {
  type: 'object',
  description: 'RFC 9457 problem',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' },
    code: { type: 'string', enum: [...ERROR_CODES] },
    detail: { type: 'string', description: 'One plain sentence that says what to do' },
    requestId: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', required: ['field', 'message'], properties: { field: { type: 'string' }, message: { type: 'string' } } } },
    privilege: { type: 'string' }, securable: { type: 'string' }, file: { type: 'string' }, line: { type: 'integer' }, column: { type: 'integer' },
    meanwhile: {
      type: 'object', description: 'What the table became since the state that If-Match named', required: ['etag', 'metadataVersion', 'changes'],
      properties: { etag: { type: 'string' }, metadataVersion: { type: 'integer' }, changes: { type: ['array', 'null'], items: { type: 'object', required: ['part', 'words'], properties: { part: { type: 'string' }, words: { type: 'array', items: { type: 'string' } } } } } },
    },
  },
};
const problemAnswer: OpenAPI.ReferenceObject = { $ref: '#/components/responses/Problem' };

/** Routes that stream and so are no procedures; listed here so that one document names all. */
const exportPath: OpenAPI.PathItemObject = {
  get: {
    operationId: 'queries.export', tags: ['Queries'], summary: 'The full answer, or what a filter leaves of it, as a download',
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 1, maxLength: 64 } },
      { name: 'n', in: 'path', required: true, schema: { type: 'integer', minimum: 0 } },
      { name: 'format', in: 'query', required: true, schema: { type: 'string', enum: ['csv'] } },
      { name: 'sort', in: 'query', schema: { type: 'string', maxLength: 200 }, description: 'As for the rows' },
      { name: 'filter', in: 'query', schema: { type: 'string', maxLength: 8000 }, description: 'As for the rows' },
      { name: 'spreadsheet', in: 'query', schema: { type: 'string', enum: ['true', 'false'] }, description: 'Text cells that a spreadsheet would take for formulas get a leading apostrophe' },
    ],
    responses: { 200: { description: 'RFC 4180 with a header line', content: { 'text/csv': { schema: { type: 'string' } } } }, default: problemAnswer },
  },
};

const uploadPath: OpenAPI.PathItemObject = {
  post: {
    operationId: 'load.upload', tags: ['Load'], summary: 'Takes in a file that is to be loaded: CSV, JSON lines or Parquet, kept for a day',
    parameters: [{ name: 'name', in: 'query', required: true, schema: { type: 'string', minLength: 1, maxLength: 255 }, description: 'The name of the file; its ending tells the format' }],
    requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
    responses: {
      201: { description: 'It is on the disk', content: { 'application/json': { schema: { type: 'object', required: ['upload', 'name', 'bytes', 'format'], properties: { upload: { type: 'string' }, name: { type: 'string' }, bytes: { type: 'integer' }, format: { type: 'string', enum: ['csv', 'json', 'parquet'] } } } } } },
      default: problemAnswer,
    },
  },
};
const badRowsPath: OpenAPI.PathItemObject = {
  get: {
    operationId: 'load.badRows', tags: ['Load'], summary: 'The records that a load of yours refused or left out, with line and reason, for a day',
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 1, maxLength: 64 } },
      { name: 'spreadsheet', in: 'query', schema: { type: 'string', enum: ['true', 'false'] }, description: 'Text cells that a spreadsheet would take for formulas get a leading apostrophe' },
    ],
    responses: { 200: { description: 'RFC 4180 with a header line', content: { 'text/csv': { schema: { type: 'string' } } } }, default: problemAnswer },
  },
};

/**
 * OpenAPI 3.1 of everything under `/api/v1`, from the contract. Every operation answers a problem for what goes wrong.
 * @param serverUrl public URL of the console
 */
export async function openApiDocument(serverUrl: string, version: string): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: 'Lakehouse Console',
      version,
      description: 'Tables, queries, people and settings of the console. Values of rows travel exactly: bigint, decimal, dates and times as text; smaller integers, real and double as numbers (NaN, Infinity and -Infinity as those words); varbinary as base64; arrays and rows as arrays by position; maps as [[key, value], …].',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${serverUrl}/api/v1` }],
    security: [{ token: [] }, { session: [] }],
    components: {
      schemas: { Problem: problemSchema },
      responses: { Problem: { description: 'What went wrong', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token from the account page' },
        session: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token', description: 'The session of the browser; writes need its Origin' },
      },
    },
  });
  document.paths = { ...document.paths, '/queries/{id}/statements/{n}/export': exportPath, '/uploads': uploadPath, '/jobs/{id}/bad-rows': badRowsPath };
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = path?.[method];
      if (operation?.responses) operation.responses.default = problemAnswer;
      if (operation?.operationId !== undefined && OPEN_PROCEDURES.has(operation.operationId)) operation.security = [];
    }
  }
  return document;
}
