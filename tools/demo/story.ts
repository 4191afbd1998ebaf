import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CdrSummary, EvseView, Page, SessionView, SessionWithTimeline } from '#suite';
import type { SwipeResult } from '../../apps/hbs-sandbox/src/control-api.js';
import {
  SandboxClient,
  ApiRefusal,
  type ApiClient,
  DEMONSTRATION_EVSE,
  DEMONSTRATION_UID,
  demonstrationEvcoId,
} from '../../apps/cli/src/published.js';
import type { Narrator } from './narrator.js';

export interface Stage {
  readonly api: ApiClient;
  readonly sandboxUrl: string;
  readonly providerId: string;
  readonly narrator: Narrator;
}

/** As GET /v1/exchanges returns it, as far as the story shows it. */
interface Exchange {
  readonly at: string;
  readonly direction: string;
  readonly operation: string;
  readonly code?: string;
  readonly processId?: string;
}

const PATIENCE_MS = 90_000;
const CHARGES_FOR_MS = 3_000;
const STRANGER = '04FFFFFFFFFFFF';

/** The whole story once. @throws when something does not come as the story says */
export async function playStory(stage: Stage): Promise<void> {
  const { narrator } = stage;
  await findStation(stage);
  await recordOf(stage, await swipe(stage));
  const session = await startFromApp(stage);
  await recordOf(stage, await stopFromApp(stage, session));
  await lookBack(stage, session);
  narrator.end('That was the whole way, from the card to the record that is billed.');
}

async function findStation({ api, narrator }: Stage): Promise<void> {
  narrator.chapter(
    'The network is here',
    'evse-sync pulls every charging point from HBS and keeps a replica; an app searches it near its driver.',
  );
  const near = 'evses?lat=52.5200&lon=13.4050&radius=20000&limit=3';
  const { items } = await eventually(async () => {
    const page = await api.get<Page<EvseView>>(near);
    if (page.items.length === 0) throw new Error('no charging point near Berlin has been pulled yet');
    return page;
  });
  for (const { evseId, operatorName, status } of items)
    narrator.observe(
      `${evseId}  ${operatorName ?? 'an operator without a name'}  ${status ?? 'no status yet'}`,
    );
  narrator.showCommand(`GET /v1/${near}`);
}

/** @returns the session that HBS named */
async function swipe({ sandboxUrl, narrator }: Stage): Promise<string> {
  narrator.chapter(
    'A driver swipes a card',
    'The operator asks HBS, HBS asks us over mutual TLS, and authorization decides from memory.',
  );
  const sandbox = new SandboxClient(sandboxUrl);
  const stranger = await sandbox.post<SwipeResult>('swipe', { uid: STRANGER, evseId: DEMONSTRATION_EVSE });
  narrator.observe(`${STRANGER}, nobody’s card: refused with ${stranger.code} in ${ms(stranger)}`);
  await sandbox.post('unplug', { evseId: DEMONSTRATION_EVSE });
  const known = await sandbox.post<SwipeResult>('swipe', {
    uid: DEMONSTRATION_UID,
    evseId: DEMONSTRATION_EVSE,
  });
  if (!known.authorized) throw new Error(`the card ${DEMONSTRATION_UID} was refused with ${known.code}`);
  narrator.observe(`${DEMONSTRATION_UID}, a card of ours: authorised in ${ms(known)}; the car charges`);
  narrator.showCommand(`npm run sandbox -- swipe ${DEMONSTRATION_UID}`);
  return known.sessionId;
}

async function startFromApp({ api, providerId, narrator }: Stage): Promise<SessionView> {
  narrator.chapter(
    'Another driver starts from the app',
    'The intent is stored first and sent once; a second car is never started, whatever is lost on the way.',
  );
  const body = { evseId: DEMONSTRATION_EVSE, evcoId: demonstrationEvcoId(providerId) };
  const { id, state } = await api.post<SessionView>('sessions', body, { 'idempotency-key': randomUUID() });
  narrator.observe(`the API answered at once: session ${id}, ${state}`);
  const charging = await eventually(async () => {
    const session = await api.get<SessionView>(`sessions/${id}`);
    if (session.state === 'requested' || session.state === 'pending')
      throw new Error(`the session is ${session.state}`);
    return session;
  });
  if (charging.state !== 'active') throw new Error(`the session is ${charging.state}: ${charging.reason}`);
  narrator.observe(`HBS has named it ${charging.sessionId}; it is ${charging.state}`);
  narrator.showCommand(`POST /v1/sessions ${JSON.stringify(body)}`);
  return charging;
}

/** @returns the session that HBS named */
async function stopFromApp({ api, narrator }: Stage, { id, sessionId }: SessionView): Promise<string> {
  narrator.chapter(
    'After a while the app stops it',
    'HBS passes the stop on to the operator; that the car has really stopped, its operator reports.',
  );
  await sleep(CHARGES_FOR_MS);
  const stopping = await api.post<SessionView>(`sessions/${id}/stop`, {});
  narrator.observe(`the API answered at once: ${stopping.state}`);
  const { timeline } = await eventually(async () => {
    const session = await api.get<SessionWithTimeline>(`sessions/${id}`);
    if (session.state !== 'ended') throw new Error(`the session is ${session.state}`);
    return session;
  });
  const accepted = timeline.find(({ what }) => what === 'stop-accepted');
  if (!accepted) throw new Error('the charge ended without the stop');
  narrator.observe(`HBS accepted it under Process-ID ${accepted.processId}; the charge has ended`);
  narrator.showCommand(`POST /v1/sessions/${id}/stop`);
  return sessionId ?? '';
}

async function recordOf({ api, narrator }: Stage, sessionId: string): Promise<void> {
  narrator.chapter(
    'The charge ends, and its record arrives',
    'HBS sends it once. We answer only when the broker has it on disk; what we could not take is fetched later.',
  );
  const record = await eventually(() => api.get<CdrSummary>(`cdrs/${sessionId}`));
  narrator.observe(`${record.consumedEnergyKwh} kWh at ${record.evseId}, ${record.findings.length} findings`);
  const { timeline } = await eventually(async () => {
    const { items } = await api.get<Page<SessionView>>(`sessions?sessionId=${sessionId}`);
    const session = await api.get<SessionWithTimeline>(`sessions/${items[0]?.id}`);
    if (session.state !== 'ended') throw new Error(`the session is ${session.state}`);
    return session;
  });
  narrator.observe(`the session has ended; its timeline has ${timeline.length} entries`);
  narrator.showCommand(`GET /v1/cdrs/${sessionId}`);
}

async function lookBack({ api, narrator }: Stage, { sessionId }: SessionView): Promise<void> {
  narrator.chapter(
    'Everything said with HBS can be looked up',
    'The journal keeps every exchange, with drivers masked; support finds one by session, EVSE, card or Process-ID.',
  );
  const path = `exchanges?sessionId=${sessionId}`;
  const { items } = await eventually(async () => {
    const page = await api.get<Page<Exchange>>(path);
    if (!page.items.some(({ operation }) => operation === 'chargeDetailRecord'))
      throw new Error('the journal does not show the record yet');
    return page;
  });
  for (const { at, direction, operation, code = '', processId = 'none' } of items.toReversed())
    narrator.observe(`${at.slice(11, 19)}  ${direction}  ${operation}  ${code}  Process-ID ${processId}`);
  narrator.showCommand(`GET /v1/${path}`);
}

const ms = ({ durationMs }: SwipeResult): string => `${Math.round(durationMs)} ms`;

/** Waits for what takes its time in the story; its last reason is the error. */
async function eventually<T>(look: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      const isAnswer = error instanceof ApiRefusal && error.status !== 404 && error.status !== 503;
      if (isAnswer || Date.now() > until) throw error;
      await sleep(250);
    }
  }
}
