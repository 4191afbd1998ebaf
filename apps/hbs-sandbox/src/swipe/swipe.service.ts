import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { authorizationStart, inboundOperations, pathOf, statusCodeEntry } from '#oicp';
import { EdgeClient } from '../hbs/edge-client.js';

/** What HBS understood of the EMP's answer. */
export interface SwipeResult {
  readonly httpStatus: number;
  readonly durationMs: number;
  readonly authorized: boolean;
  readonly code: string | undefined;
  /** The code in words. */
  readonly means: string | undefined;
  /** What HBS would record as a ValidationError. */
  readonly violations: readonly string[];
  readonly answer: unknown;
}

@Injectable()
export class SwipeService {
  constructor(private readonly edge: EdgeClient) {}

  /** Sends AuthorizeStart as HBS does for a card that an operator has reported, and checks the answer as HBS does. */
  async swipe(uid: string, operatorId: string, evseId: string): Promise<SwipeResult> {
    const operation = inboundOperations.authorizeStart;
    // Written by hand: the sandbox must be able to send what a careless operator sends.
    const body = JSON.stringify({
      SessionID: randomUUID(),
      CPOPartnerSessionID: randomUUID(),
      OperatorID: operatorId,
      EvseID: evseId,
      Identification: { RFIDMifareFamilyIdentification: { UID: uid } },
    });
    const answer = await this.edge.post(
      pathOf(operation, { operatorID: operatorId }),
      body,
      operation.answeredWithinMs,
    );
    const { value, violations } = authorizationStart.readValue(answer.body);
    const code = value.StatusCode?.Code;
    return {
      httpStatus: answer.httpStatus,
      durationMs: answer.durationMs,
      authorized: value.AuthorizationStatus === 'Authorized',
      code,
      means: code === undefined ? undefined : statusCodeEntry(code)?.means,
      violations: violations.map(({ message, pointer }) => `${pointer} ${message}`),
      answer: answer.body,
    };
  }
}
