import { Injectable } from '@nestjs/common';
import { acknowledgement, inboundOperations, pathOf } from '#oicp';
import { Log, messageOf } from '#platform';
import { EdgeClient } from '../edge/edge-client.js';
import { CdrArchive, type Forwarding, type SubmittedCdr } from './cdr-archive.js';

/** Forwards records to the EMP as HBS does: once, waiting 30 s, and never again by itself. */
@Injectable()
export class CdrForwarder {
  constructor(
    private readonly edge: EdgeClient,
    private readonly archive: CdrArchive,
    private readonly log: Log,
  ) {}

  /** Stores a record of an operator and forwards it. Never rejects: the result is in the archive. */
  async receive(cdr: SubmittedCdr): Promise<Forwarding> {
    this.archive.add(cdr);
    return this.forward(cdr, JSON.stringify(cdr.record));
  }

  /** Sends a text as the record of a session. Never rejects. */
  async forward({ record, operatorId }: SubmittedCdr, body: string): Promise<Forwarding> {
    const forwarding = await this.send(operatorId, body);
    this.archive.setForwarding(record.SessionID, forwarding);
    return forwarding;
  }

  private async send(operatorID: string, body: string): Promise<Forwarding> {
    const operation = inboundOperations.chargeDetailRecord;
    try {
      const answer = await this.edge.post(
        pathOf(operation, { operatorID }),
        body,
        operation.answeredWithinMs,
      );
      const { value } = acknowledgement.readValue(answer.body);
      return value.Result === true && value.StatusCode?.Code === '000' ? 'acknowledged' : 'refused';
    } catch (error) {
      this.log.debug('could not forward a charge detail record', { reason: messageOf(error) });
      return 'failed';
    }
  }
}
