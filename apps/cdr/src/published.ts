/** What other parts may import of cdr: its settings, its schema, and the windows in which it reads from HBS. */
export { cdrDatabase } from './database.js';
export { windowEnd } from './reconciliation/window.js';
export { cdrSettings } from './settings.js';
