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

export interface StoryOptions {
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

const WAIT_MS = 90_000;
const CHARGES_FOR_MS = 3_000;
const STRANGER = '04FFFFFFFFFFFF';

/** Plays the whole story once. @throws when something differs from the story or takes longer than 90 s */
export async function playStory(stage: StoryOptions): Promise<void> {
  const { narrator } = stage;
  await findStation(stage);
  await showRecord(stage, await swipe(stage));
  const session = await startFromApp(stage);
  await showRecord(stage, await stopFromApp(stage, session));
  await lookBack(stage, session);
  narrator.end('That was the whole flow, from the card to the record that is billed.');
}

async function findStation({ api, narrator }: StoryOptions): Promise<void> {
  narrator.chapter(
    'The charging network is stored',
    'evse-sync pulls every charging point from HBS into a replica; an app searches it near the driver.',
  );
  const near = 'evses?lat=52.5200&lon=13.4050&radius=20000&limit=3';
  const { items } = await eventually(async () => {
    const page = await api.get<Page<EvseView>>(near);
    if (page.items.length === 0) throw new Error('no charging point near Berlin has been pulled yet');
    return page;
  });
  for (const { evseId, operatorName, status } of items)
    narrator.report(
      `${evseId}  ${operatorName ?? 'an operator without a name'}  ${status ?? 'no status yet'}`,
    );
  narrator.showCommand(`GET /v1/${near}`);
}

/** @returns the SessionID of HBS */
async function swipe({ sandboxUrl, narrator }: StoryOptions): Promise<string> {
  narrator.chapter(
    'A driver swipes a card',
    'The operator asks HBS, HBS asks us over mutual TLS, and authorization decides from memory.',
  );
  const sandbox = new SandboxClient(sandboxUrl);
  const stranger = await sandbox.post<SwipeResult>('swipe', { uid: STRANGER, evseId: DEMONSTRATION_EVSE });
  narrator.report(`${STRANGER}, an unknown card: refused with ${stranger.code} in ${ms(stranger)}`);
  await sandbox.post('unplug', { evseId: DEMONSTRATION_EVSE });
  const known = await sandbox.post<SwipeResult>('swipe', {
    uid: DEMONSTRATION_UID,
    evseId: DEMONSTRATION_EVSE,
  });
  if (!known.authorized) throw new Error(`the card ${DEMONSTRATION_UID} was refused with ${known.code}`);
  narrator.report(`${DEMONSTRATION_UID}, a card of ours: authorised in ${ms(known)}; the car charges`);
  narrator.showCommand(`npm run sandbox -- swipe ${DEMONSTRATION_UID}`);
  return known.sessionId;
}

async function startFromApp({ api, providerId, narrator }: StoryOptions): Promise<SessionView> {
  narrator.chapter(
    'Another driver starts from the app',
    'The intent is stored first and sent once; no second charge starts, whichever message is lost.',
  );
  const body = { evseId: DEMONSTRATION_EVSE, evcoId: demonstrationEvcoId(providerId) };
  const { id, state } = await api.post<SessionView>('sessions', body, { 'idempotency-key': randomUUID() });
  narrator.report(`the API answered at once: session ${id}, ${state}`);
  const charging = await eventually(async () => {
    const session = await api.get<SessionView>(`sessions/${id}`);
    if (session.state === 'requested' || session.state === 'pending')
      throw new Error(`the session is ${session.state}`);
    return session;
  });
  if (charging.state !== 'active') throw new Error(`the session is ${charging.state}: ${charging.reason}`);
  narrator.report(`HBS gave it the SessionID ${charging.sessionId}; it is ${charging.state}`);
  narrator.showCommand(`POST /v1/sessions ${JSON.stringify(body)}`);
  return charging;
}

/** @returns the SessionID of HBS */
async function stopFromApp({ api, narrator }: StoryOptions, { id, sessionId }: SessionView): Promise<string> {
  narrator.chapter(
    'The app stops it after a while',
    'HBS passes the stop on to the operator, who reports when the car has really stopped.',
  );
  await sleep(CHARGES_FOR_MS);
  const stopping = await api.post<SessionView>(`sessions/${id}/stop`, {});
  narrator.report(`the API answered at once: ${stopping.state}`);
  const { timeline } = await eventually(async () => {
    const session = await api.get<SessionWithTimeline>(`sessions/${id}`);
    if (session.state !== 'ended') throw new Error(`the session is ${session.state}`);
    return session;
  });
  const accepted = timeline.find(({ what }) => what === 'stop-accepted');
  if (!accepted) throw new Error('the charge ended without the stop');
  narrator.report(`HBS accepted it under Process-ID ${accepted.processId}; the charge has ended`);
  narrator.showCommand(`POST /v1/sessions/${id}/stop`);
  return sessionId ?? '';
}

async function showRecord({ api, narrator }: StoryOptions, sessionId: string): Promise<void> {
  narrator.chapter(
    'The charge ends, and its record is received',
    'HBS sends it once. We answer only when the broker has it on disk; a record that we could not take is pulled later.',
  );
  const record = await eventually(() => api.get<CdrSummary>(`cdrs/${sessionId}`));
  const findings = record.findings.map(({ code }) => code).join(', ') || 'none';
  narrator.report(`${record.consumedEnergyKwh} kWh at ${record.evseId}, findings: ${findings}`);
  const { timeline } = await eventually(async () => {
    const { items } = await api.get<Page<SessionView>>(`sessions?sessionId=${sessionId}`);
    const session = await api.get<SessionWithTimeline>(`sessions/${items[0]?.id}`);
    if (session.state !== 'ended') throw new Error(`the session is ${session.state}`);
    return session;
  });
  narrator.report(`the session has ended; its timeline has ${timeline.length} entries`);
  narrator.showCommand(`GET /v1/cdrs/${sessionId}`);
}

async function lookBack({ api, narrator }: StoryOptions, { sessionId }: SessionView): Promise<void> {
  narrator.chapter(
    'Every exchange with HBS can be looked up',
    'The journal stores every exchange, with drivers masked; support finds one by session, EVSE, card or Process-ID.',
  );
  const path = `exchanges?sessionId=${sessionId}`;
  const { items } = await eventually(async () => {
    const page = await api.get<Page<Exchange>>(path);
    if (!page.items.some(({ operation }) => operation === 'chargeDetailRecord'))
      throw new Error('the journal does not show the record yet');
    return page;
  });
  for (const { at, direction, operation, code = '', processId = 'none' } of items.toReversed())
    narrator.report(`${at.slice(11, 19)}  ${direction}  ${operation}  ${code}  Process-ID ${processId}`);
  narrator.showCommand(`GET /v1/${path}`);
}

const ms = ({ durationMs }: SwipeResult): string => `${Math.round(durationMs)} ms`;

/** Repeats `look` until it succeeds; after WAIT_MS its last error is thrown. */
async function eventually<T>(look: () => Promise<T>): Promise<T> {
  const until = Date.now() + WAIT_MS;
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
