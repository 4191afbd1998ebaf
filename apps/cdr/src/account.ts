/** The one account at HBS. A SessionID is unique within an account, so every key of this schema begins with it. */
export const ACCOUNT = 'default';
