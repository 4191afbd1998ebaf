import { BadGatewayException, Injectable } from '@nestjs/common';
import { authorizationStart, inboundOperations, pathOf, statusCodeEntry } from '#oicp';
import { messageOf } from '#platform';
import { EdgeClient } from '../edge/edge-client.js';

/** What HBS understood of the EMP's answer to AuthorizeStart or AuthorizeStop. */
export interface AuthorizationVerdict {
  readonly httpStatus: number;
  readonly durationMs: number;
  readonly authorized: boolean;
  readonly code: string | undefined;
  /** The code in words. */
  readonly means: string | undefined;
  readonly providerId: string | undefined;
  readonly empPartnerSessionId: string | undefined;
  /** What HBS would record as a ValidationError. */
  readonly violations: readonly string[];
  readonly answer: unknown;
}

/** Asks the EMP whether a driver may start or stop, as HBS does, and checks the answer as HBS does. */
@Injectable()
export class AuthorizationCaller {
  constructor(private readonly edge: EdgeClient) {}

  /** @throws {BadGatewayException} if the edge does not answer within 10 s */
  async ask(
    name: 'authorizeStart' | 'authorizeStop',
    operatorID: string,
    request: object,
  ): Promise<AuthorizationVerdict> {
    const operation = inboundOperations[name];
    const path = pathOf(operation, { operatorID });
    // Written by hand: the sandbox must be able to send what a careless operator sends.
    const { httpStatus, durationMs, body } = await this.edge
      .post(path, JSON.stringify(request), operation.answeredWithinMs)
      .catch((error: unknown) => {
        throw new BadGatewayException(`the edge did not answer: ${messageOf(error)}`);
      });
    const { value, violations } = authorizationStart.readValue(body);
    const code = value.StatusCode?.Code;
    return {
      httpStatus,
      durationMs,
      authorized: value.AuthorizationStatus === 'Authorized',
      code,
      means: code === undefined ? undefined : statusCodeEntry(code)?.means,
      providerId: value.ProviderID,
      empPartnerSessionId: value.EMPPartnerSessionID,
      violations: violations.map(({ message, pointer }) => `${pointer} ${message}`),
      answer: body,
    };
  }
}
