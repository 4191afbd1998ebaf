import { bodyOf, queryOf } from '../requests/request-class.js';

/** A request to start a charge. */
export class StartSession extends bodyOf('session.start', { without: ['idempotency'] }) {}

/** Filters of the list of sessions, combined by AND. */
export class SessionParameters extends queryOf('session.list', { nouns: { state: 'a state of sessions' } }) {}
