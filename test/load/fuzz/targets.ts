import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { z } from 'zod';
import { developmentCertificates } from '../../../apps/hbs-sandbox/src/control-api.js';
import type { FuzzFolders } from './fuzz-suite.js';
import { edgeDocument } from './oicp-document.js';
import type { FuzzTarget } from './schemathesis.js';

const paths = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'patch']);

/** The API, by the document that it serves itself. */
export async function apiTarget(apiUrl: string, key: string, { reports }: FuzzFolders): Promise<FuzzTarget> {
  const { body } = await request(`${apiUrl}/docs-json`);
  return {
    name: 'api',
    ...writeDocument(await body.json(), join(reports, 'api.json')),
    baseUrl: apiUrl,
    options: [`--header=Authorization: Bearer ${key}`],
  };
}

/**
 * The edge as HBS calls it.
 *
 * @param file Hubject's OpenAPI document of an EMP
 */
export async function edgeTarget(
  file: string,
  port: number,
  { data, reports }: FuzzFolders,
): Promise<FuzzTarget> {
  const document = edgeDocument(JSON.parse(readFileSync(file, 'utf8')));
  const { authority, hbsClient } = await developmentCertificates(join(data, 'certificates'));
  return {
    name: 'edge',
    ...writeDocument(document, join(reports, 'edge.json')),
    baseUrl: `https://localhost:${port}/api/oicp`,
    options: [
      `--tls-verify=${authority}`,
      `--request-cert=${hbsClient.certificate}`,
      `--request-cert-key=${hbsClient.key}`,
    ],
  };
}

function writeDocument(document: unknown, file: string): Pick<FuzzTarget, 'document' | 'operations'> {
  const items = Object.values(paths.parse(document).paths);
  const operations = items.flatMap((item) => Object.keys(item)).filter((key) => METHODS.has(key)).length;
  writeFileSync(file, JSON.stringify(document));
  return { document: file, operations };
}
