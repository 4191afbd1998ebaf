import { BadGatewayException, Injectable } from '@nestjs/common';
import { authorizationStart, inboundOperations, pathOf, statusCodeEntry } from '#oicp';
import { messageOf } from '#platform';
import { EdgeClient } from '../edge/edge-client.js';

/** The EMP's answer to AuthorizeStart or AuthorizeStop, as HBS reads it. */
export interface AuthorizationVerdict {
  readonly httpStatus: number;
  readonly durationMs: number;
  readonly authorized: boolean;
  readonly code: string | undefined;
  /** The meaning of the code. */
  readonly means: string | undefined;
  readonly providerId: string | undefined;
  readonly empPartnerSessionId: string | undefined;
  /** Violations that HBS would record as ValidationErrors, each with its JSON Pointer. */
  readonly violations: readonly string[];
  /** The answer as received. */
  readonly answer: unknown;
}

/** Sends AuthorizeStart and AuthorizeStop to the EMP, and checks the answer as HBS does. */
@Injectable()
export class AuthorizationCaller {
  constructor(private readonly edge: EdgeClient) {}

  /** Sends a request. @throws {BadGatewayException} if the edge does not answer within 10 s */
  async ask(
    name: 'authorizeStart' | 'authorizeStop',
    operatorID: string,
    request: object,
  ): Promise<AuthorizationVerdict> {
    const operation = inboundOperations[name];
    const path = pathOf(operation, { operatorID });
    // Not validated: the sandbox must be able to send what careless operators send.
    const { httpStatus, durationMs, body } = await this.edge
      .post(path, JSON.stringify(request), operation.answeredWithinMs)
      .catch((error: unknown) => {
        throw new BadGatewayException(`The edge did not answer: ${messageOf(error)}`);
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
