/** Documents the accepted spellings of identifiers; the services parse them with `#oicp`. */
export const spelling = {
  evseId:
    'Case, blanks and hyphens do not matter, nor do separators in an ISO form; in a DIN form they are part of the identifier.',
  evcoId:
    'Case and separators do not matter. Without its check digit it finds every contract that fits; a contract stored without it is found with it, too.',
  /** Where one contract is addressed. */
  evcoIdOfOne:
    'Case and separators do not matter. Where only one contract fits, its check digit may be missing.',
  operatorId: 'Case and separators do not matter: `de-abc`, `DEABC`, `+49*810`.',
  sessionId: 'In upper or lower case, with or without its hyphens.',
  uid: 'In upper or lower case; colons, blanks and hyphens do not matter.',
} as const;
