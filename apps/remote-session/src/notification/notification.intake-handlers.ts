import { Controller } from '@nestjs/common';
import { deadLetter, done, type Outcome, type WithBytes } from '#messaging';
import { IntakeHandler, type ReceivedNotification } from '#suite';
import { SessionRecorder } from '../store/session-recorder.js';
import { parseNotification } from './notification-fact.js';

/** Notifications of operators about a charge: repeated, late and out of order, or never sent. */
@Controller()
export class NotificationIntakeHandlers {
  constructor(private readonly recorder: SessionRecorder) {}

  @IntakeHandler('session.notifications')
  async recordNotification({ about, bytes }: WithBytes<ReceivedNotification>): Promise<Outcome> {
    const parsed = parseNotification(bytes, about);
    if (!parsed) return deadLetter('the notification names no session');
    const { sessionId, fact } = parsed;
    const { empPartnerSessionId } = fact.says;
    await this.recorder.record({ sessionId, empPartnerSessionId, ours: false }, [fact]);
    return done;
  }
}
