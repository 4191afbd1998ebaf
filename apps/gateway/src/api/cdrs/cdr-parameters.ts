import { bodyOf, queryOf } from '../requests/request-class.js';

/** Filters of the list of charge detail records, combined by AND. */
export class CdrParameters extends queryOf('cdr.list') {}

/** A range of time whose records are fetched again. */
export class OrderBackfill extends bodyOf('cdr.backfill') {}

/** Selects one of the contents in which a record was received. */
export class ContentParameters extends queryOf('cdr.raw', { without: ['sessionId'] }) {}
