import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { ChargingNotificationHandler } from '../../../apps/gateway/src/inbound/charging-notification/charging-notification.handler.js';
import { parseNotification } from '../../../apps/remote-session/src/notification/notification-fact.js';
import { viewOf } from '../../../apps/remote-session/src/state/view-of.js';
import { suiteMessages, type ReceivedNotification } from '#suite';
import { acknowledgement, chargingNotification, storableJson } from '#oicp';
import { shownText } from '#persistence';
import { chargingNotifications, everyInbound } from '../../support/odd-payloads/inbound-payloads.js';
import { oddPayload } from '../../support/odd-payloads/odd-payload.js';
import { RecordedIntake } from '../../support/odd-payloads/recorded-intake.js';
import { runs, runsWithinMs } from '../../support/odd-payloads/runs.js';
import { recordedLog } from '../../support/recorded-log.js';

jest.setTimeout(runsWithinMs(2_000));

describe('a charging notification that the edge acknowledges', () => {
  it('becomes a fact of its session, and names each member that could not be read', async () => {
    let acknowledged = 0;
    await fc.assert(
      fc.asyncProperty(
        oddPayload(chargingNotifications, { fields: everyInbound, untouched: ['SessionID'] }),
        async ({ bytes }) => {
          const intake = new RecordedIntake();
          const handler = new ChargingNotificationHandler(intake.publisher, recordedLog().log);
          const { body } = await handler.answer({
            body: bytes,
            operatorId: undefined,
            processId: 'process',
            receivedAt: performance.now(),
          });
          const answer = acknowledgement.read(body);
          expect(answer.violations).toEqual([]);
          expect(intake.taken).toHaveLength(answer.value.Result === true ? 1 : 0);
          for (const taken of intake.taken) {
            acknowledged += 1;
            const notification = parseNotification(
              taken.body.bytes,
              taken.body.about as ReceivedNotification,
            );
            if (notification === undefined) throw new Error('it names no session');
            const { findings = [] } = notification.fact.says;
            const lost = chargingNotification
              .read(bytes)
              .violations.filter(({ severity }) => severity === 'loss');
            for (const { pointer } of lost.slice(0, 20))
              expect(
                findings.some(({ message }) => message.startsWith(shownText(pointer || 'the whole'))),
              ).toBe(true);
            storableJson(notification.fact.says);
            suiteMessages.events['session.opened'].data.schema.parse(
              viewOf(randomUUID(), [notification.fact]),
            );
          }
        },
      ),
      runs(2_000),
    );
    expect(acknowledged).toBeGreaterThan(runs(2_000).numRuns / 2);
  });
});
