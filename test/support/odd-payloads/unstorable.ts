/** NUL or half a character, as JSON text has them: PostgreSQL refuses both. */
export const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;
