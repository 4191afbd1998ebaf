import { Injectable } from '@nestjs/common';
import { acknowledgement, inboundOperations, pathOf } from '#oicp';
import { Log, messageOf } from '#platform';
import type { Forwarding } from '../cdrs/cdr-archive.js';
import { CdrForwarder } from '../cdrs/cdr-forwarder.js';
import { EdgeClient } from '../hbs/edge-client.js';
import type { Charge, ErrorType } from './charge.js';
import { cdrOf, endOf, errorOf, progressOf, startOf } from './reports-of-charge.js';

/** Tells the EMP how a charge goes, through HBS: each once, one after the other, whatever it answers. */
@Injectable()
export class ChargeReporter {
  constructor(
    private readonly edge: EdgeClient,
    private readonly cdrs: CdrForwarder,
    private readonly log: Log,
  ) {}

  started(charge: Charge): Promise<void> {
    return this.notify(charge, 'Start', startOf(charge));
  }

  progressed(charge: Charge, now: number): Promise<void> {
    return this.notify(charge, 'Progress', progressOf(charge, now));
  }

  broke(charge: Charge, type: ErrorType): Promise<void> {
    return this.notify(charge, 'Error', errorOf(charge, type));
  }

  /** The last notification, and the record. */
  async ended(charge: Charge, endedAt: number): Promise<void> {
    await this.notify(charge, 'End', endOf(charge, endedAt));
    const { order, startedAt, meterStart } = charge;
    if (!order.passedOn) return;
    const record = cdrOf(order, { startedAt, endedAt, meterStart, consumed: charge.consumedAt(endedAt) });
    const { providerId, evse } = order;
    const cdr = { record, providerId, operatorId: evse.operatorId, receivedAt: Date.now() };
    charge.reports.push({ what: 'CDR', answer: await this.cdrs.receive(cdr) });
  }

  private async notify(charge: Charge, what: string, notification: object): Promise<void> {
    if (!charge.order.passedOn) return;
    charge.reports.push({ what, answer: await this.send(JSON.stringify(notification)) });
  }

  private async send(body: string): Promise<Forwarding> {
    const operation = inboundOperations.chargingNotification;
    try {
      const answer = await this.edge.post(pathOf(operation, {}), body, operation.answeredWithinMs);
      return acknowledgement.readValue(answer.body).value.Result === true ? 'acknowledged' : 'refused';
    } catch (error) {
      this.log.debug('a notification could not be forwarded', { reason: messageOf(error) });
      return 'failed';
    }
  }
}
