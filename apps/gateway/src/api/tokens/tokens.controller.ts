import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiParam } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { RpcClient } from '#messaging';
import type { Page, SuiteMessages, TokenView } from '#suite';
import { bodyProblems, Operation } from '../documentation/operation.js';
import { AnswersNothing, AnswersReplyOf } from '../documentation/answers.js';
import { IsInstant } from '../requests/is-instant.js';
import { NO_CONTROLS } from '../requests/no-controls.js';
import { spelling } from '../requests/identifier-parameters.js';
import { OneOf } from '../requests/one-of.js';
import { PageParameters } from '../http/page-parameters.js';

/** With blanks, colons and hyphens anywhere, as they occur in lists of cards. */
const UID_PATTERN = '^([ :-]*[0-9A-Fa-f]){8}(([ :-]*[0-9A-Fa-f]){6}){0,2}[ :-]*$';

const UidInPath = ApiParam({
  name: 'uid',
  description: `UID of the card: 8, 14 or 20 hexadecimal digits. ${spelling.uid}`,
  schema: { type: 'string', pattern: UID_PATTERN, example: '04A1B2C3D4E5F6' },
});

/** The body that stores a card. */
class PutToken {
  @ApiProperty({
    description: 'EvcoID of the card’s contract, which must be stored already.',
    example: 'DE-EMP-C12345678-X',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly evcoId!: string;

  @ApiPropertyOptional({
    description: 'Whether the card may charge. A blocked card is refused within about two seconds.',
    enum: ['active', 'blocked'],
    default: 'active',
  })
  @OneOf(['active', 'blocked'], 'a status of cards')
  readonly status: 'active' | 'blocked' = 'active';

  @ApiPropertyOptional({
    description: 'The card is refused from this time on.',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  @IsOptional()
  @IsInstant()
  readonly expiresAt?: string;

  @ApiPropertyOptional({
    description: 'Cards of one group may stop each other’s sessions, also across contracts.',
    type: String,
    nullable: true,
    minLength: 1,
    maxLength: 64,
  })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  @Matches(NO_CONTROLS, { message: 'group must not contain control characters' })
  readonly group?: string;
}

/** The parameters of the list of cards. */
class TokenPage extends PageParameters {
  @ApiPropertyOptional({
    description: `EvcoID of the contract whose cards are listed. ${spelling.evcoIdOfOne}`,
  })
  @IsOptional()
  @IsString()
  readonly evcoId?: string;
}

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
    const { evcoId, status, expiresAt, group } = token;
    return this.rpc.call('authorization.put-token', {
      uid,
      evcoId,
      status,
      expiresAt,
      group,
    });
  }

  @Get()
  @Operation({
    summary: 'Lists all cards, or those of a contract',
    scope: 'authorization:read',
    refuses: ['CURSOR_INVALID', 'EVCO_ID_INVALID'],
  })
  @AnswersReplyOf('authorization.list-tokens')
  list(@Query() { limit, cursor, evcoId }: TokenPage): Promise<Page<TokenView>> {
    return this.rpc.call('authorization.list-tokens', { limit, cursor, evcoId });
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
