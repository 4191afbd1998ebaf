import { Injectable } from '@nestjs/common';
import { RpcClient, RpcError, RpcRefusal } from '#messaging';
import {
  OwnProviders,
  ProviderSettings,
  readAll,
  readNow,
  valueRefusal,
  type ContractView,
  type SessionStart,
  type SuiteMessages,
} from '#suite';
import { parseEvcoIdQuery, parseLooseEvcoId } from '#oicp';
import { readEvseId, type UnfitCode } from './unfit-request.js';

/** A contract that may charge, and the ProviderID that speaks for it. */
export interface ChargeableContract {
  readonly evcoId: string;
  /** Exactly as configured: HBS compares it as text. */
  readonly providerId: string;
}

/** Whether a driver may start by app. */
@Injectable()
export class ChargeableContracts {
  private readonly providers: OwnProviders;

  constructor(
    private readonly rpc: RpcClient<SuiteMessages>,
    settings: ProviderSettings,
  ) {
    this.providers = new OwnProviders(settings);
  }

  /**
   * The EVSE at which an app wants something, in the form in which HBS accepts it, and the contract for it.
   *
   * @param unfit the code for an EvseID that is none
   * @throws {RpcRefusal} `unfit`, EVCO_ID_INVALID, PROVIDER_FOREIGN, CONTRACT_NOT_FOUND, CONTRACT_BLOCKED,
   * AUTHORIZATION_AWAY
   */
  async at(
    { evseId, evcoId }: Pick<SessionStart, 'evseId' | 'evcoId'>,
    unfit: UnfitCode,
  ): Promise<readonly [evseId: string, contract: ChargeableContract]> {
    const [providerId, evse] = await readAll([
      readNow(() => this.providerOf(evcoId)),
      readNow(() => readEvseId(evseId, unfit)),
    ]);
    const contract = await this.ask(evcoId);
    assertInForce(contract, Date.now());
    return [evse, { evcoId: contract.evcoId, providerId }];
  }

  private providerOf(written: string): string {
    const id = parseLooseEvcoId(written);
    if (!id)
      throw valueRefusal(
        'EVCO_ID_INVALID',
        'evcoId',
        parseEvcoIdQuery(written).problem ?? 'this is not an EvcoID',
      );
    const own = this.providers.find(id.providerPart);
    if (own === undefined)
      throw valueRefusal(
        'PROVIDER_FOREIGN',
        'evcoId',
        `the EvcoID belongs to the provider ${id.providerPart}, and we are ${this.providers.ids.join(', ')}`,
      );
    return own;
  }

  private async ask(evcoId: string): Promise<ContractView> {
    try {
      return await this.rpc.call('authorization.get-contract', { evcoId });
    } catch (error) {
      if (error instanceof RpcRefusal && error.code === 'CONTRACT_UNKNOWN')
        throw new RpcRefusal('CONTRACT_NOT_FOUND', 'There is no contract with this EvcoID. Store it first.');
      if (!(error instanceof RpcError)) throw error;
      throw new RpcRefusal(
        'AUTHORIZATION_AWAY',
        'Whether this contract may charge cannot be determined just now, so nothing was sent to HBS. Try again.',
      );
    }
  }
}

/** As a card's contract is judged by authorization: from `validFrom` on, and no longer at `validUntil`. */
function assertInForce({ status, validFrom, validUntil }: ContractView, now: number): void {
  if (status !== 'active')
    throw new RpcRefusal('CONTRACT_BLOCKED', 'The contract is blocked and may not charge.');
  if (validFrom !== undefined && Date.parse(validFrom) > now)
    throw new RpcRefusal('CONTRACT_BLOCKED', `The contract may not charge before ${validFrom}.`);
  if (validUntil !== undefined && Date.parse(validUntil) <= now)
    throw new RpcRefusal(
      'CONTRACT_BLOCKED',
      `The contract expired at ${validUntil} and may no longer charge.`,
    );
}
