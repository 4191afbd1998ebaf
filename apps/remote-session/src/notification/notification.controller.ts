import { Controller } from '@nestjs/common';
import { deadLetter, done, type Outcome, type WithBytes } from '#messaging';
import { IntakeHandler, type ReceivedNotification } from '#suite';
import { SessionRecorder } from '../store/session-recorder.js';
import { parseNotification } from './notification-fact.js';

/** Operators tell how charging goes: repeated, late and out of order, or never. */
@Controller()
export class NotificationController {
  constructor(private readonly recorder: SessionRecorder) {}

  @IntakeHandler('session.notifications')
  async take({ about, bytes }: WithBytes<ReceivedNotification>): Promise<Outcome> {
    const understood = parseNotification(bytes, about);
    if (!understood) return deadLetter('the notification names no session');
    const { sessionId, fact } = understood;
    const { empPartnerSessionId } = fact.says;
    await this.recorder.record({ sessionId, empPartnerSessionId, ours: false }, [fact]);
    return done;
  }
}
