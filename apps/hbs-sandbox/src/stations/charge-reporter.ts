import { Injectable } from '@nestjs/common';
import { acknowledgement, inboundOperations, pathOf } from '#oicp';
import { Log, messageOf } from '#platform';
import type { Forwarding } from '../cdrs/cdr-archive.js';
import { CdrForwarder } from '../cdrs/cdr-forwarder.js';
import { EdgeClient } from '../edge/edge-client.js';
import type { VirtualCharge, ErrorType } from './virtual-charge.js';
import {
  toCdr,
  toEndNotification,
  toErrorNotification,
  toProgressNotification,
  toStartNotification,
} from './reports-of-charge.js';

/** Reports the progress of a charge to the EMP through HBS: one report after the other, each once, whatever it answers. */
@Injectable()
export class ChargeReporter {
  constructor(
    private readonly edge: EdgeClient,
    private readonly cdrs: CdrForwarder,
    private readonly log: Log,
  ) {}

  /** Sends the notification Start. */
  reportStart(charge: VirtualCharge): Promise<void> {
    return this.notify(charge, 'Start', toStartNotification(charge));
  }

  /** Sends the notification Progress. @param now milliseconds since 1970 */
  reportProgress(charge: VirtualCharge, now: number): Promise<void> {
    return this.notify(charge, 'Progress', toProgressNotification(charge, now));
  }

  /** Sends the notification Error. */
  reportError(charge: VirtualCharge, type: ErrorType): Promise<void> {
    return this.notify(charge, 'Error', toErrorNotification(charge, type));
  }

  /** Sends the notification End and the charge detail record. */
  async reportEnd(charge: VirtualCharge, endedAt: number): Promise<void> {
    await this.notify(charge, 'End', toEndNotification(charge, endedAt));
    const { order, startedAt, meterStart } = charge;
    if (!order.passedOn) return;
    const record = toCdr(order, { startedAt, endedAt, meterStart, consumed: charge.consumedAt(endedAt) });
    const { providerId, evse } = order;
    const cdr = { record, providerId, operatorId: evse.operatorId, receivedAt: Date.now() };
    charge.reports.push({ what: 'CDR', answer: await this.cdrs.receive(cdr) });
  }

  private async notify(charge: VirtualCharge, what: string, notification: object): Promise<void> {
    if (!charge.order.passedOn) return;
    charge.reports.push({ what, answer: await this.send(JSON.stringify(notification)) });
  }

  private async send(body: string): Promise<Forwarding> {
    const operation = inboundOperations.chargingNotification;
    try {
      const answer = await this.edge.post(pathOf(operation, {}), body, operation.answeredWithinMs);
      return acknowledgement.readValue(answer.body).value.Result === true ? 'acknowledged' : 'refused';
    } catch (error) {
      this.log.debug('could not forward a charging notification', { reason: messageOf(error) });
      return 'failed';
    }
  }
}
