import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

/** Where it listens, and the files of its certificate, its key and the authority of its callers. */
export interface BareServerOptions {
  readonly port: string;
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

/** The least server that receives a body over mutual TLS and answers it. */
export function listenBare(
  { port, certificate, key, authority }: BareServerOptions,
  answer: (body: Buffer, send: (content: Buffer | string) => void) => void,
): void {
  const files = { cert: readFileSync(certificate), key: readFileSync(key), ca: readFileSync(authority) };
  const server = createServer(
    { ...files, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        answer(Buffer.concat(chunks), (content) => {
          response.writeHead(200, { 'content-type': 'application/json' }).end(content);
        });
      });
    },
  );
  server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
}
