import { closedEnumeration } from '../schema/enumeration.js';

/** What HBS does with uploaded records. Closed: a wrong guess could delete everything. */
export const actionType = closedEnumeration('fullLoad', 'update', 'insert', 'delete');
