import { closedEnumeration } from '../schema/enumeration.js';

/** What HBS does with uploaded records. Closed: a wrong guess could replace everything by nothing. */
export const actionType = closedEnumeration('fullLoad', 'update', 'insert', 'delete');
