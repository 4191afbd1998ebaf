import { setTimeout as sleep } from 'node:timers/promises';
import { done, type CallContext, type CloudEvent, type Outcome, type WithBytes } from '#messaging';

interface Named {
  readonly name: string;
}

/** What the handlers of the example service do, and what they have received; a test changes the first and reads the second. */
export class ExampleBehaviour {
  readonly worked: string[] = [];
  readonly workedOnce: string[] = [];
  readonly events: CloudEvent<Named>[] = [];
  readonly intakes: WithBytes<Named>[] = [];

  work = (request: Named, _context: CallContext): Promise<Named> => Promise.resolve(request);
  workOnce = (request: Named): Promise<Named> => Promise.resolve(request);
  fetch = (request: Named): Promise<WithBytes<{ status: number }>> =>
    Promise.resolve({ about: { status: 200 }, bytes: Buffer.from(request.name) });
  onEvent = (_event: CloudEvent<Named>): Promise<Outcome> => Promise.resolve(done);
  onIntake = (_body: WithBytes<Named>, _signal: AbortSignal): Promise<Outcome> => Promise.resolve(done);
  // A field like the others: tests reset a behaviour by Object.assign, which copies no methods.
  count = async function* count(to: number): AsyncGenerator<WithBytes<{ number: number }>> {
    for (let number = 0; number < to; number += 1) {
      yield { about: { number }, bytes: Buffer.alloc(1_000, number) };
      await sleep(0);
    }
  };
}
