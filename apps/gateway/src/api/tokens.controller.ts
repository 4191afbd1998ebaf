import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { IsIn, IsISO8601, IsNotEmpty, IsOptional, IsString, Length, Matches } from 'class-validator';
import { RpcClient, type Page, type SuiteMessages, type TokenView } from '#messaging';
import { Needs } from './api-key.guard.js';
import { AnswersNothing, AnswersReplyOf } from './documentation/answers.js';
import { PageParameters } from './page-parameters.js';

class PutToken {
  @IsString()
  @IsNotEmpty()
  readonly evcoId!: string;

  @IsIn(['active', 'blocked'])
  readonly status: 'active' | 'blocked' = 'active';

  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(/(Z|[+-]\d\d:\d\d)$/, { message: 'expiresAt must carry its offset, such as Z or +01:00' })
  readonly expiresAt?: string | null;

  /** Cards of one group may stop each other's sessions, also across contracts. */
  @IsOptional()
  @Length(1, 64)
  @Matches(/^[^\p{Cc}]*$/u, { message: 'group must not contain control characters' })
  readonly group?: string | null;
}

class TokenPage extends PageParameters {
  /** Only the cards of this contract. */
  @IsOptional()
  @IsString()
  readonly evcoId?: string;
}

/** Cards. */
@Controller('v1/tokens')
export class TokensController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Put(':uid')
  @HttpCode(200)
  @Needs('authorization:write')
  @AnswersReplyOf('authorization.put-token')
  put(@Param('uid') uid: string, @Body() token: PutToken): Promise<TokenView> {
    const { evcoId, status, expiresAt, group } = token;
    return this.rpc.call('authorization.put-token', {
      uid,
      evcoId,
      status,
      expiresAt: expiresAt ?? undefined,
      group: group ?? undefined,
    });
  }

  @Get()
  @Needs('authorization:read')
  @AnswersReplyOf('authorization.list-tokens')
  list(@Query() { limit, cursor, evcoId }: TokenPage): Promise<Page<TokenView>> {
    return this.rpc.call('authorization.list-tokens', { limit, cursor, evcoId });
  }

  @Get(':uid')
  @Needs('authorization:read')
  @AnswersReplyOf('authorization.get-token')
  get(@Param('uid') uid: string): Promise<TokenView> {
    return this.rpc.call('authorization.get-token', { uid });
  }

  @Delete(':uid')
  @HttpCode(204)
  @Needs('authorization:write')
  @AnswersNothing()
  async delete(@Param('uid') uid: string): Promise<void> {
    await this.rpc.call('authorization.delete-token', { uid });
  }
}
