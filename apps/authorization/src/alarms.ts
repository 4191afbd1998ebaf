import { defineAlarms } from '#platform';

export const authorizationAlarms = defineAlarms({
  CONTRACTS_NOT_FOLLOWED: {
    level: 'warn',
    means: 'Changes to contracts and tokens cannot be read; decisions go on from what is in memory',
    act: 'Bring the database back. A contract blocked meanwhile is refused only afterwards; `ageMs` says since when.',
  },
});
