import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import {
  ProviderSettings,
  RpcHandler,
  type AuthorizationStartReply,
  type AuthorizationStartRequest,
} from '#messaging';
import { parseEvcoId, providerIdKey } from '#oicp';
import { ContractBook } from '../book/contract-book.js';
import { decideStart } from './decide-start.js';

/** Answers whether a driver may start to charge. */
@Controller()
export class AuthorizeStartController {
  constructor(
    private readonly book: ContractBook,
    private readonly settings: ProviderSettings,
  ) {}

  @RpcHandler('authorization.start')
  start({ medium }: AuthorizationStartRequest): Promise<AuthorizationStartReply> {
    const decision = decideStart(medium, this.book, Date.now());
    if ('decision' in decision) return Promise.resolve(decision);
    return Promise.resolve({
      decision: 'authorized',
      providerId: this.providerIdOf(decision.evcoId),
      empPartnerSessionId: randomUUID(),
    });
  }

  /** The configured ProviderID that the contract belongs to; HBS compares it as text. */
  private providerIdOf(evcoId: string): string {
    const { EMP_PROVIDER_IDS: own } = this.settings;
    const provider = parseEvcoId(evcoId)?.providerPart;
    return own.find((each) => providerIdKey(each) === provider) ?? (own[0] as string);
  }
}
