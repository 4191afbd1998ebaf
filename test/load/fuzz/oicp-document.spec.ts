import { describe, expect, it } from '@jest/globals';
import { edgeDocument } from './oicp-document.js';

const START = '/charging/v21/operators/{operatorID}/authorize/start';
const NOTIFICATIONS = '/notificationmgmt/v11/charging-notifications';
const REMOTE_START = '/charging/v21/providers/{providerID}/authorize-remote/start';

const operation = (request: object, answer: object): object => ({
  post: {
    operationId: 'some',
    requestBody: { required: true, content: { 'application/json': { schema: request } } },
    responses: { '200': { description: 'ok', content: { 'application/json': { schema: answer } } } },
  },
});
const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

const hubjects = {
  openapi: '3.0.0',
  servers: [{ url: 'https://service.hubject.com/api/oicp' }],
  paths: {
    [START]: operation(reference('Start'), reference('Answer')),
    [NOTIFICATIONS]: operation({ oneOf: [reference('Start'), reference('Status')] }, reference('Answer')),
    [REMOTE_START]: operation(reference('Start'), reference('Answer')),
  },
  components: {
    parameters: { operatorID: { name: 'operatorID', in: 'path' } },
    schemas: {
      Start: { type: 'object', properties: { Status: reference('Status') } },
      Answer: {
        type: 'object',
        required: ['Status'],
        properties: { Status: reference('Status'), Codes: { type: 'array', items: reference('Status') } },
      },
      Status: { type: 'object', properties: { Code: { type: 'string' } } },
    },
  },
};

const operationAt = (path: string): unknown => edgeDocument(hubjects).paths[path]?.post;

describe('Hubject’s OpenAPI document, prepared for use against an edge', () => {
  it('has only the operations that HBS calls, and none of Hubject’s servers', () => {
    const document = edgeDocument(hubjects);
    expect(Object.keys(document.paths)).toEqual([START, NOTIFICATIONS]);
    expect(document).not.toHaveProperty('servers');
    expect(document).toHaveProperty('components.parameters', hubjects.components.parameters);
  });

  it('allows a notification the members of several Types at once', () => {
    expect(operationAt(NOTIFICATIONS)).toHaveProperty(
      ['requestBody', 'content', 'application/json', 'schema'],
      { anyOf: [reference('Start'), reference('Status')] },
    );
  });

  it('closes answers to extra members at every depth, and leaves requests open', () => {
    const status = { ...hubjects.components.schemas.Status, additionalProperties: false };
    expect(operationAt(START)).toHaveProperty(['responses', '200', 'content', 'application/json', 'schema'], {
      type: 'object',
      required: ['Status'],
      properties: { Status: status, Codes: { type: 'array', items: status } },
      additionalProperties: false,
    });
    expect(operationAt(START)).toHaveProperty(
      ['requestBody', 'content', 'application/json', 'schema'],
      reference('Start'),
    );
    expect(edgeDocument(hubjects).components.schemas).toEqual(hubjects.components.schemas);
  });

  it('is not made of a file of another kind', () => {
    expect(() => edgeDocument({ openapi: '3.0.0' })).toThrow('paths');
  });
});
