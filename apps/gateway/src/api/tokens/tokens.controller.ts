import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { RpcClient } from '#messaging';
import { spelling, suiteMessages, type Page, type SuiteMessages, type TokenView } from '#suite';
import { bodyProblems, Operation } from '../documentation/operation.js';
import { AnswersNothing, AnswersReplyOf } from '../documentation/answers.js';
import { bodyOf, queryOf } from '../requests/request-class.js';

/** With blanks, colons and hyphens anywhere, as they occur in lists of cards. */
const UID_PATTERN = '^([ :-]*[0-9A-Fa-f]){8}(([ :-]*[0-9A-Fa-f]){6}){0,2}[ :-]*$';

const UidInPath = ApiParam({
  name: 'uid',
  description: `UID of the card: 8, 14 or 20 hexadecimal digits. ${spelling.uid}`,
  schema: { type: 'string', pattern: UID_PATTERN, example: '04A1B2C3D4E5F6' },
});

const { status } = suiteMessages.rpcs['authorization.put-token'].request.schema.shape;

/** The body that stores a card. */
class PutToken extends bodyOf('authorization.put-token', {
  without: ['uid'],
  instead: { status: status.default('active') },
  nouns: { status: 'a status of cards' },
}) {}

/** The parameters of the list of cards. */
class TokenPage extends queryOf('authorization.list-tokens') {}

/** Cards. */
@Controller('v1/tokens')
export class TokensHttpController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Put(':uid')
  @UidInPath
  @HttpCode(200)
  @Operation({
    summary: 'Stores a card as a whole',
    scope: 'authorization:write',
    refuses: [...bodyProblems, 'CONTRACT_UNKNOWN', 'EVCO_ID_INVALID', 'UID_INVALID'],
  })
  @AnswersReplyOf('authorization.put-token')
  put(@Param('uid') uid: string, @Body() token: PutToken): Promise<TokenView> {
    return this.rpc.call('authorization.put-token', Object.assign({ uid }, token));
  }

  @Get()
  @Operation({
    summary: 'Lists all cards, or those of a contract',
    scope: 'authorization:read',
    refuses: ['CURSOR_INVALID', 'EVCO_ID_INVALID'],
  })
  @AnswersReplyOf('authorization.list-tokens')
  list(@Query() query: TokenPage): Promise<Page<TokenView>> {
    return this.rpc.call('authorization.list-tokens', query);
  }

  @Get(':uid')
  @UidInPath
  @Operation({
    summary: 'Shows a card',
    scope: 'authorization:read',
    refuses: ['TOKEN_UNKNOWN', 'UID_INVALID'],
  })
  @AnswersReplyOf('authorization.get-token')
  get(@Param('uid') uid: string): Promise<TokenView> {
    return this.rpc.call('authorization.get-token', { uid });
  }

  @Delete(':uid')
  @UidInPath
  @HttpCode(204)
  @Operation({
    summary: 'Deletes a card',
    scope: 'authorization:write',
    refuses: [...bodyProblems, 'TOKEN_UNKNOWN', 'UID_INVALID'],
  })
  @AnswersNothing()
  async delete(@Param('uid') uid: string): Promise<void> {
    await this.rpc.call('authorization.delete-token', { uid });
  }
}
