import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { isUnreadable, parseCdr } from '../../../apps/cdr/src/records/parsed-cdr.js';
import { ChargeDetailRecordHandler } from '../../../apps/gateway/src/inbound/charge-detail-record/charge-detail-record.handler.js';
import { recordFact } from '../../../apps/remote-session/src/reports/record-fact.js';
import { viewOf } from '../../../apps/remote-session/src/state/view-of.js';
import { suiteMessages } from '#suite';
import { acknowledgement } from '#oicp';
import { chargeDetailRecords, everyInbound } from '../../support/odd-payloads/inbound-payloads.js';
import { oddPayload } from '../../support/odd-payloads/odd-payload.js';
import { RecordedIntake } from '../../support/odd-payloads/recorded-intake.js';
import { UNSTORABLE } from '../../support/odd-payloads/unstorable.js';
import { runs, runsWithinMs } from '../../support/odd-payloads/runs.js';
import { recordedLog } from '../../support/recorded-log.js';

jest.setTimeout(runsWithinMs(2_000));

describe('a charge detail record that the edge acknowledges', () => {
  it('can be stored and published, and becomes a fact of its session, whatever it contains', async () => {
    let acknowledged = 0;
    await fc.assert(
      fc.asyncProperty(oddPayload(chargeDetailRecords, { fields: everyInbound }), async ({ bytes }) => {
        const intake = new RecordedIntake();
        const handler = new ChargeDetailRecordHandler(intake.publisher, recordedLog().log);
        const { body } = await handler.answer({
          body: bytes,
          operatorId: 'DE*ABC',
          processId: 'process',
          receivedAt: performance.now(),
        });
        const answer = acknowledgement.read(body);
        expect(answer.violations).toEqual([]);
        // Also what cannot be acknowledged is stored, for people to look at.
        expect(intake.taken).toHaveLength(1);
        const record = parseCdr(
          { bytes: intake.taken[0]?.body.bytes ?? bytes, source: 'forwarded', receivedAt: new Date() },
          () => 'DE-EMP',
        );
        expect(answer.value.Result).toBe(!isUnreadable(record));
        if (isUnreadable(record)) return;
        acknowledged += 1;
        const { received: _, summary, reading, listedAt, ...columns } = record;
        expect(`${reading}${JSON.stringify([summary, columns])}`).not.toMatch(UNSTORABLE);
        for (const column of Object.values(columns)) expect(column?.length ?? 0).toBeLessThan(2_000);
        expect(listedAt.getTime()).not.toBeNaN();
        const published = suiteMessages.events['cdr.received'].data.schema.parse(summary);
        const view = viewOf(randomUUID(), [recordFact('recorded', published)]);
        suiteMessages.events['session.closed'].data.schema.parse(view);
      }),
      runs(2_000),
    );
    expect(acknowledged).toBeGreaterThan(runs(2_000).numRuns / 2);
  });
});
