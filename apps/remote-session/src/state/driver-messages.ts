import type { StatusCode } from '#oicp';

/** What an app may show its driver when a start is refused with this code, or when its outcome is unknown. */
export const startMessages: Readonly<Record<StatusCode, string>> = {
  '000': 'Charging was accepted.',
  '001':
    'It is not known whether charging started. Please look at the charging station before you try again.',
  '002':
    'It is not known whether charging started. Please look at the charging station before you try again.',
  '009': 'Charging could not be started just now. Please try again.',
  '017': 'Charging cannot be started by app at the moment. Please use your charging card.',
  '018': 'This charging point is not known at its operator. Please choose another one.',
  '019': 'Your contract cannot be used here. Please contact our support.',
  '021':
    'It is not known whether charging started. Please look at the charging station before you try again.',
  '022': 'The operator did not understand the request. Please contact our support.',
  '101': 'Your contract was not accepted. Please contact our support.',
  '102': 'Your contract was not accepted. Please contact our support.',
  '103': 'Your contract was not accepted. Please contact our support.',
  '105': 'Your contract was not accepted. Please contact our support.',
  '106': 'Your contract was not accepted. Please contact our support.',
  '110': 'The charging station took too long. Please try again.',
  '120': 'Your contract is not valid. Please contact our support.',
  '121': 'Your contract is not valid. Please contact our support.',
  '122': 'The charging station took too long. Please try again.',
  '200': 'Your contract is locked. Please contact our support.',
  '210': 'This charging station cannot be used with your contract. Please choose another one.',
  '300': 'The operator of this charging station cannot be reached. Please choose another one.',
  '310': 'The charging station did not answer in time. Please look whether it charges before you try again.',
  '320':
    'The operator of this charging station is not available. Please try again later, or choose another one.',
  '400': 'The charging station refused this session. Please try again.',
  '501': 'The charging station cannot be reached. Please look whether it charges before you try another one.',
  '510': 'No car is plugged in. Please connect the cable and start again.',
  '601': 'The charging point is reserved. Please choose another one.',
  '602': 'The charging point is in use. Please choose another one.',
  '603': 'This charging point is not known. Please choose another one.',
  '604': 'This charging point cannot be used by app. Please choose another one.',
  '700': 'The charging point is out of service. Please choose another one.',
};

/** The same for a stop. Codes that are not here say nothing special about one. */
export const stopMessages: Partial<Readonly<Record<StatusCode, string>>> = {
  '310': 'The charging station did not answer in time. If it still charges, stop it again or unplug.',
  '320': 'The operator of this charging station is not available. Please end charging at the station.',
  '501': 'The charging station cannot be reached. Please end charging at the station.',
  '602': 'This session is stopped by what started it. Please use the same card at the station.',
};

/** Messages for every other outcome of a start or stop. */
export const driverMessages = {
  startRefused: 'The charging station refused to start. Please choose another one.',
  startNotPossible: 'Charging cannot be started just now. Please try again.',
  startUnknown:
    'It is not known whether charging started. Please look at the charging station before you try again.',
  ourselves: 'Charging cannot be started by app at the moment. Please use your charging card.',
  stopRefused: 'The charging station refused to stop. Please end charging at the station.',
  stopNotPossible: 'Charging cannot be stopped just now. Please try again, or end it at the station.',
  stopUnknown:
    'It is not known whether charging stops. If it continues, stop it again or end it at the station.',
  stopTooLate: 'The session has already ended. What it cost follows with its charge detail record.',
  stopByCard:
    'A session that was not started by app cannot be stopped by app here. Please use the same card at the station.',
  silent: 'Nothing has been reported about this session for a long time. It is regarded as over.',
  brokeOff: 'The charging station broke off charging because of an error.',
  disturbed:
    'The charging station has a problem with the cable. Please check that it is plugged in properly.',
  ended: 'Charging has ended. The charge detail record has not arrived yet.',
} as const;
