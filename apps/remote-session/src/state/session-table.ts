import type { SessionState } from '#suite';
import type { FactKind } from './fact.js';

/** The states that facts lead to. `stopping` is one of these with a pending stop. */
export type BaseState = Exclude<SessionState, 'stopping'>;

/**
 * From what says least to what says most. A session moves only down this list: what is known by a later line is not
 * taken back by a fact that knows less, in whatever order the two arrive.
 */
export const states = {
  requested: 'An app requested it; HBS has not answered yet.',
  UNKNOWN:
    'The start was sent and its answer lost, or HBS does not know either: the car may charge. A notification or the charge detail record resolves it.',
  failed: 'It did not start.',
  pending: 'It exists at HBS; whether energy flows is not known. Many operators never report it.',
  active: 'Energy flows.',
  expired:
    'Nothing has been reported about it for so long that it is regarded as over. A charge detail record still ends it.',
  ended: 'It is over.',
} as const satisfies Readonly<Record<BaseState, string>>;

/** The states, from what says least to what says most. */
export const stateOrder = Object.keys(states) as readonly BaseState[];

/** States in which a pending stop shows; in others there is nothing to stop. */
export const stoppable: readonly BaseState[] = ['UNKNOWN', 'pending', 'active'];

/** The states in which `session.closed` is published. */
export const closedStates: readonly SessionState[] = ['failed', 'expired', 'ended'];

interface FactMeaning {
  /** What is in the timeline. */
  readonly says: string;
  /** The state that it proves, if it proves one. */
  readonly proves?: BaseState;
  /** What it does to the stop that it belongs to. */
  readonly stop?: 'pending' | 'withdrawn';
  readonly because: string;
}

/** What each fact means for its session. */
export const factTable: Readonly<Record<FactKind, FactMeaning>> = {
  authorized: {
    says: 'The driver was authorised.',
    proves: 'pending',
    because: 'HBS received our authorisation; the car need not be plugged in yet.',
  },
  'start-requested': {
    says: 'A start was requested.',
    proves: 'requested',
    because: 'The intent is stored before anything is sent.',
  },
  'start-not-sent': {
    says: 'The start could not be sent.',
    proves: 'failed',
    because: 'Nothing left: it may be tried again.',
  },
  'start-unanswered': {
    says: 'The outcome of the start is not known.',
    proves: 'UNKNOWN',
    because: 'It may have been received, so it is never sent again.',
  },
  'start-refused': {
    says: 'The start was refused.',
    proves: 'failed',
    because: 'HBS or the operator refused it, and nothing happened.',
  },
  'start-accepted': {
    says: 'The start was accepted.',
    proves: 'pending',
    because: 'HBS named the session; the driver may still have to plug in.',
  },
  notified: {
    says: 'The operator sent a notification of an unknown type.',
    proves: 'pending',
    because: 'It names the session, so there is one.',
  },
  'charging-disturbed': {
    says: 'The charging station reports that charging cannot be started or stopped.',
    proves: 'pending',
    because: 'A loose plug ends nothing: the driver may put it right.',
  },
  'charging-started': { says: 'Charging has started.', proves: 'active', because: 'Energy flows.' },
  charging: { says: 'Charging continues.', proves: 'active', because: 'Energy flows.' },
  'stop-requested': {
    says: 'A stop was requested.',
    stop: 'pending',
    because: 'The intent is stored before anything is sent.',
  },
  'stop-not-sent': {
    says: 'The stop could not be sent.',
    stop: 'withdrawn',
    because: 'Nothing left: it may be tried again.',
  },
  'stop-unanswered': {
    says: 'The outcome of the stop is not known.',
    because: 'It may have been received; another stop does no harm and may be sent.',
  },
  'stop-refused': { says: 'The stop was refused.', stop: 'withdrawn', because: 'The session continues.' },
  'stop-too-late': {
    says: 'The session had ended before the stop arrived.',
    because: 'HBS no longer has the session (400): its charge detail record will come.',
  },
  'stop-accepted': {
    says: 'The stop was accepted.',
    proves: 'pending',
    because: 'HBS has the session. The end itself is reported separately.',
  },
  silent: {
    says: 'Nothing was reported about the session for too long.',
    proves: 'expired',
    because: 'A session that nobody ends must not keep its driver from starting another.',
  },
  'charging-broke-off': {
    says: 'The charging station broke off charging.',
    proves: 'ended',
    because: 'A critical error ends charging; what was charged until then is billed.',
  },
  'charging-ended': {
    says: 'Charging has ended.',
    proves: 'ended',
    because: 'No more energy flows; the charge detail record follows.',
  },
  recorded: {
    says: 'The charge detail record arrived.',
    proves: 'ended',
    because: 'It is written after the end, and its energy is what is billed.',
  },
  'record-conflicted': {
    says: 'Another charge detail record of this session bills something else.',
    because: 'The first record stays; people look at the two.',
  },
};

/** Where a fact moves a session that is in `state`. */
export function nextState(state: BaseState, fact: FactKind): BaseState {
  const { proves } = factTable[fact];
  return proves !== undefined && rankOf(proves) > rankOf(state) ? proves : state;
}

/** How much a state says: it never falls. A stop changes nothing about it. */
export function rankOf(state: BaseState): number {
  return stateOrder.indexOf(state);
}
