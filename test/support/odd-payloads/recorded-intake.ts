import type { IntakeName, IntakePublisher, WithBytes } from '#messaging';
import { suiteMessages, type SuiteMessages } from '#suite';

type Intake = IntakeName<SuiteMessages>;

/** What the edge has enqueued, checked by the schema of its message as publisher and consumer do. */
export class RecordedIntake {
  readonly taken: { readonly intake: Intake; readonly body: WithBytes<unknown> }[] = [];

  /** Replaces the publisher; nothing leaves the process. */
  get publisher(): IntakePublisher<SuiteMessages> {
    const enqueue: IntakePublisher<SuiteMessages>['enqueue'] = (intake, body) => {
      const { schema } = suiteMessages.intakes[intake].body;
      const { about, bytes } = body as WithBytes<unknown>;
      const sent: unknown = JSON.parse(JSON.stringify(schema.parse(about)));
      this.taken.push({ intake, body: { about: schema.parse(sent), bytes } });
      return Promise.resolve();
    };
    return { enqueue } as IntakePublisher<SuiteMessages>;
  }
}
