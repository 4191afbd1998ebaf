import { Controller } from '@nestjs/common';
import { RpcHandler, type Page, type PageQuery, type TokenView } from '#suite';
import { TokensService } from './tokens.service.js';

/** Answers the calls that administer cards. */
@Controller()
export class TokensRpcHandlers {
  constructor(private readonly tokens: TokensService) {}

  /** Stores a card. */
  @RpcHandler('authorization.put-token')
  put(token: TokenView): Promise<TokenView> {
    return this.tokens.put(token);
  }

  /** Finds a card. */
  @RpcHandler('authorization.get-token')
  get({ uid }: { uid: string }): Promise<TokenView> {
    return this.tokens.get(uid);
  }

  /** Lists a page of cards. */
  @RpcHandler('authorization.list-tokens')
  list(page: PageQuery & { evcoId?: string | undefined }): Promise<Page<TokenView>> {
    return this.tokens.list(page);
  }

  /** Deletes a card. */
  @RpcHandler('authorization.delete-token')
  async delete({ uid }: { uid: string }): Promise<Record<string, never>> {
    await this.tokens.delete(uid);
    return {};
  }
}
