import { Injectable } from '@nestjs/common';
import {
  ProviderSettings,
  RpcClient,
  RpcError,
  RpcRefusal,
  type ContractView,
  type SuiteMessages,
} from '#messaging';
import { evcoIdMeant, providerIdKey } from '#oicp';

/** A contract that may charge, and the ProviderID that speaks for it. */
export interface ChargeableContract {
  readonly evcoId: string;
  /** Exactly as configured: HBS compares it as text. */
  readonly providerId: string;
}

/** Whether a driver may start by app. */
@Injectable()
export class ChargeableContracts {
  constructor(
    private readonly rpc: RpcClient<SuiteMessages>,
    private readonly settings: ProviderSettings,
  ) {}

  /** @throws {RpcRefusal} EVCO_ID_INVALID, PROVIDER_FOREIGN, CONTRACT_NOT_FOUND, CONTRACT_BLOCKED, AUTHORIZATION_AWAY */
  async find(written: string): Promise<ChargeableContract> {
    const providerId = this.providerOf(written);
    const contract = await this.ask(written);
    assertInForce(contract, Date.now());
    return { evcoId: contract.evcoId, providerId };
  }

  private providerOf(written: string): string {
    const id = evcoIdMeant(written);
    if (!id)
      throw new RpcRefusal('EVCO_ID_INVALID', 'this is not an EvcoID; one looks like DE-ABC-C12345678-X');
    const own = this.settings.EMP_PROVIDER_IDS.find((each) => providerIdKey(each) === id.providerPart);
    if (own === undefined)
      throw new RpcRefusal(
        'PROVIDER_FOREIGN',
        `the EvcoID belongs to provider ${id.providerPart}, which is none of ours`,
      );
    return own;
  }

  private async ask(evcoId: string): Promise<ContractView> {
    try {
      return await this.rpc.call('authorization.get-contract', { evcoId });
    } catch (error) {
      if (error instanceof RpcRefusal && error.code === 'CONTRACT_UNKNOWN')
        throw new RpcRefusal('CONTRACT_NOT_FOUND', 'there is no contract with this EvcoID');
      if (!(error instanceof RpcError)) throw error;
      throw new RpcRefusal(
        'AUTHORIZATION_AWAY',
        'whether this contract may charge cannot be found out just now, so nothing was sent to HBS; try again',
      );
    }
  }
}

/** As a card's contract is judged by authorization: from `validFrom` on, and no longer at `validUntil`. */
function assertInForce({ status, validFrom, validUntil }: ContractView, now: number): void {
  if (status !== 'active') throw new RpcRefusal('CONTRACT_BLOCKED', 'this contract may not charge');
  if (validFrom !== undefined && Date.parse(validFrom) > now)
    throw new RpcRefusal('CONTRACT_BLOCKED', `this contract may not charge before ${validFrom}`);
  if (validUntil !== undefined && Date.parse(validUntil) <= now)
    throw new RpcRefusal('CONTRACT_BLOCKED', `this contract may not charge since ${validUntil}`);
}
