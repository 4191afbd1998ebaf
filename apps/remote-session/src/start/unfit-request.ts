import { RpcRefusal } from '#messaging';
import { valueRefusal, valuesRefusal, type NamedWrongValue } from '#suite';
import { parseEvseIdQuery, toHbsEvseId, type Violation } from '#oicp';

/** How a request that HBS would not accept is refused. */
export type UnfitCode = 'START_INVALID' | 'RESERVATION_INVALID';

/** Which member of the API what HBS is sent comes from, by the member of OICP. */
const MEMBERS: Readonly<Record<string, string>> = {
  EvseID: 'evseId',
  Duration: 'minutes',
  PartnerProductID: 'partnerProductId',
};

const CONTRACT_UNFIT =
  'the contract is stored with an EvcoID that HBS does not accept; store it with its check digit, such as DE-8EO-CAet5e4XY-3';

/**
 * The EvseID that an app means, read as filters read it, in the form in which HBS accepts it.
 *
 * @throws {RpcRefusal} `code`, naming `evseId`
 */
export function readEvseId(written: string, code: UnfitCode): string {
  const evseId = toHbsEvseId(written);
  if (evseId !== undefined) return evseId;
  throw valueRefusal(
    code,
    'evseId',
    parseEvseIdQuery(written).problem ?? 'HBS accepts no EvseID of this form',
  );
}

/** The refusal of what HBS would not accept, by the names that the API has for it. */
export function unfitRequest(violations: readonly Violation[], code: UnfitCode): RpcRefusal {
  const wrong = violations.map(wrongValueOf);
  const named = wrong.filter((each) => each !== undefined);
  if (named.length > 0) return valuesRefusal(code, named);
  // Nothing that the caller sent: our own settings.
  const messages = violations.map(({ message }) => message).join('; ');
  return new RpcRefusal(code, `HBS would not accept what would be sent: ${messages}.`);
}

function wrongValueOf({ pointer, message }: Violation): NamedWrongValue | undefined {
  const [, member = ''] = pointer.split('/');
  if (member === 'Identification') return { name: 'evcoId', detail: CONTRACT_UNFIT };
  const name = MEMBERS[member];
  // A message begins with the name that OICP has for the member.
  return name === undefined ? undefined : { name, detail: message.replace(/^\w+/, name) };
}
