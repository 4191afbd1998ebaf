import { Controller } from '@nestjs/common';
import { done, Outbox, type Outcome, type WithBytes } from '#messaging';
import { IntakeHandler, type ReceivedCdr, type SuiteMessages } from '#suite';
import { RecordStore } from '../records/record-store.js';

/** Takes what HBS forwarded: done only when it is committed, together with its event. */
@Controller()
export class CdrIntakeHandlers {
  constructor(
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly records: RecordStore,
  ) {}

  @IntakeHandler('cdr.intake')
  async take({ about, bytes }: WithBytes<ReceivedCdr>): Promise<Outcome> {
    const { contentEncoding, charset } = about;
    const isRead = contentEncoding === undefined && charset === undefined;
    const received = {
      bytes,
      source: 'forwarded',
      receivedAt: new Date(about.receivedAt),
      operatorId: about.operatorId,
      processId: about.processId,
      unread: isRead ? undefined : { contentEncoding, charset },
    } as const;
    const reading = this.records.parse(received);
    await this.outbox.transaction((transaction) => this.records.store(transaction, [reading]));
    return done;
  }
}
