import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { ConnectionOptions } from 'node:tls';
import { checkAnswerAt } from './conformity.js';

export interface EdgeCallerAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface EdgeCallerRequest {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export const START_PATH = '/api/oicp/charging/v21/operators/DE*ABC/authorize/start';

/** A client of the edge: HBS, or another caller, by its certificate. */
export class EdgeCaller {
  private readonly agent: Agent;

  constructor(
    private readonly port: number,
    tls: ConnectionOptions,
  ) {
    this.agent = new Agent({ keepAlive: true, servername: 'localhost', ...tls });
  }

  send({
    path = START_PATH,
    method = 'POST',
    headers = {},
    body = '',
  }: EdgeCallerRequest): Promise<EdgeCallerAnswer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          path,
          method,
          agent: this.agent,
          headers: { 'content-type': 'application/json', ...headers },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const status = answer.statusCode ?? 0;
            const text = Buffer.concat(chunks).toString();
            if (status === 200) checkAnswerAt(path, text);
            resolve({ status, headers: answer.headers, text });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** AuthorizeStart for a card, as HBS sends it; some members exchanged. */
export function anAuthorizeStart(
  uid: string,
  exchanged: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
    CPOPartnerSessionID: '1234XYZ',
    EMPPartnerSessionID: null,
    OperatorID: 'DE*ABC',
    EvseID: 'DE*ABC*E12345*1',
    Identification: {
      RFIDMifareFamilyIdentification: { UID: uid },
      QRCodeIdentification: null,
      PlugAndChargeIdentification: null,
      RemoteIdentification: null,
      RFIDIdentification: null,
    },
    PartnerProductID: null,
    ...exchanged,
  };
}
