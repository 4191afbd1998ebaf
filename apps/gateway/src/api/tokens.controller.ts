import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { IsIn, IsISO8601, IsNotEmpty, IsOptional, IsString, Matches } from 'class-validator';
import { RpcClient, type SuiteMessages, type TokenView } from '#messaging';
import { Needs } from './api-key.guard.js';
import { AnswersNothing, AnswersReplyOf } from './documentation/answers.js';

class PutToken {
  @IsString()
  @IsNotEmpty()
  readonly evcoId!: string;

  @IsIn(['active', 'blocked'])
  readonly status: 'active' | 'blocked' = 'active';

  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(/(Z|[+-]\d\d:\d\d)$/, { message: 'expiresAt must carry its offset, such as Z or +01:00' })
  readonly expiresAt?: string;
}

/** Cards. */
@Controller('v1/tokens')
export class TokensController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Put(':uid')
  @HttpCode(200)
  @Needs('authorization:write')
  @AnswersReplyOf('authorization.put-token')
  put(@Param('uid') uid: string, @Body() { evcoId, status, expiresAt }: PutToken): Promise<TokenView> {
    return this.rpc.call('authorization.put-token', { uid, evcoId, status, expiresAt });
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
