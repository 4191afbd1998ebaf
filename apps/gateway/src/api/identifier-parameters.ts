/** What the documentation says of how identifiers may be written: the services read them, with `asked…Id` of `#oicp`. */
export const written = {
  evseId:
    'In any way to write it: case, blanks and hyphens mean nothing, nor do separators in an ISO form; in a DIN form they are part of it.',
  evcoId:
    'In any way to write it; without its check digit every contract that fits is meant, and one stored without it is found with it, too.',
  operatorId: 'In any way to write it: `de-abc`, `DEABC`, `+49*810`.',
  sessionId: 'In either case, with or without its hyphens.',
  uid: 'In either case; colons, blanks and hyphens mean nothing.',
} as const;
