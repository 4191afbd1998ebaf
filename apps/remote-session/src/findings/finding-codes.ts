import { cdrComparisons } from '#suite';
import { implausibilities } from '#oicp';
import { lostValues } from './lost-values.js';

/** The findings that a notification can have, and what each code means. The record of a session brings its own. */
export const sessionFindings: Readonly<Record<string, string>> = {
  'other-card': cdrComparisons['other-card'],
  'other-contract': cdrComparisons['other-contract'],
  'other-evse':
    'The EVSE is not the one for which we authorised this session, or, where we named none, not the one that was reported first',
  'charging-before-authorisation': cdrComparisons['charging-before-authorisation'],
  'charging-after-stop': cdrComparisons['charging-after-stop'],
  'energy-exceeds-power': cdrComparisons['energy-exceeds-power'],
  'ends-before-start': implausibilities['ends-before-start'],
  'charging-outside-session': implausibilities['charging-outside-session'],
  'in-the-future': implausibilities['in-the-future'],
  'time-implausible': implausibilities['time-implausible'],
  'session-too-long': implausibilities['session-too-long'],
  'negative-energy': implausibilities['negative-energy'],
  'meter-runs-backwards': implausibilities['meter-runs-backwards'],
  'energy-differs-from-meter': implausibilities['energy-differs-from-meter'],
  'enormous-energy': implausibilities['enormous-energy'],
  'time-missing': 'A notification does not name when it happened; the time of arrival counts',
  'repeated-field':
    'A notification gives a member more than once: another value than the one that is used may be meant; of energy, none is used',
  ...Object.fromEntries(
    Object.entries(lostValues).map(([code, means]) => [code, `A value was sent and lost: ${means}`]),
  ),
};
