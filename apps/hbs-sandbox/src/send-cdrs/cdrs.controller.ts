import { randomUUID } from 'node:crypto';
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { evseIdKey } from '#oicp';
import { alterations, type Alteration } from '../cdrs/alter-cdr.js';
import { CdrArchive, type ArchivedCdr, type Forwarding } from '../cdrs/cdr-archive.js';
import { EvseDirectory } from '../network/evse-directory.js';
import { SandboxSettings } from '../settings.js';
import { Spelled, SpelledEvseId, SpelledUid } from '../spelling.js';
import { SendCdrsService } from './send-cdrs.service.js';

class SendCdrs {
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly count: number = 1;

  @IsNumber()
  @Min(0.01)
  @Max(10_000)
  readonly ratePerSecond: number = 50;

  @IsIn(['once', 'twice'])
  readonly copies: 'once' | 'twice' = 'once';

  @Spelled(alterations)
  @IsIn(alterations)
  readonly alter: Alteration = 'none';

  @SpelledEvseId()
  @IsString()
  @IsNotEmpty()
  readonly evseId: string = 'DE*ABC*E12345*1';

  @SpelledUid()
  @IsOptional()
  @Matches(/^(?:[\dA-F]{8}|[\dA-F]{14}|[\dA-F]{20})$/, {
    message: 'uid must have 8, 14 or 20 hexadecimal digits',
  })
  readonly uid?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly providerId?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly seed?: string;

  @IsOptional()
  @IsISO8601({ strict: true })
  readonly until?: string;

  @IsInt()
  @Min(0)
  @Max(3_650)
  readonly spreadDays: number = 0;

  @IsBoolean()
  readonly forward: boolean = true;
}

/** Counts of records. */
export interface CdrCounts {
  /** Records that were ordered and have no result yet. */
  readonly sending: number;
  /** `received`: all; `sent`: those forwarded, with any result. */
  readonly counts: Readonly<Record<'received' | 'sent' | Forwarding, number>>;
}

/** All records by the result of their forwarding. */
export interface CdrsView extends CdrCounts {
  /** SessionIDs. */
  readonly sessions: Readonly<Record<Forwarding, readonly string[]>>;
}

/** Charge detail records that operators submit to HBS. */
@Controller('cdrs')
export class SandboxCdrsController {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly sender: SendCdrsService,
    private readonly archive: CdrArchive,
    private readonly directory: EvseDirectory,
  ) {}

  /** Begins to send generated records. @returns the seed that was used */
  @Post()
  @HttpCode(202)
  send(@Body() { seed = randomUUID().slice(0, 8), until, ...order }: SendCdrs): {
    readonly count: number;
    readonly seed: string;
    readonly until: string;
  } {
    const [firstProvider = ''] = this.settings.SANDBOX_PROVIDER_IDS;
    const { providerId = firstProvider, alter, copies, evseId, uid } = order;
    if (alter !== 'none' && copies !== 'twice') {
      throw new BadRequestException('alter changes the second copy, so set copies to twice.');
    }
    if (!this.settings.SANDBOX_PROVIDER_IDS.includes(providerId)) {
      throw new BadRequestException(
        `providerId must be one of ${this.settings.SANDBOX_PROVIDER_IDS.join(', ')}.`,
      );
    }
    const evse = this.directory.find(evseIdKey(evseId));
    if (!evse)
      throw new BadRequestException(`evseId must be a charging point of the sandbox, not ${evseId}.`);
    const last = until === undefined ? Date.now() : Date.parse(until);
    this.sender.start({ ...order, uid, providerId, operatorId: evse.operatorId, seed, until: last });
    return { count: order.count, seed, until: new Date(last).toISOString() };
  }

  /** All records by the result of their forwarding. */
  @Get()
  list(): CdrsView {
    const sessions: Record<Forwarding, string[]> = {
      acknowledged: [],
      refused: [],
      failed: [],
      'not-forwarded': [],
    };
    for (const { forwarding, record } of this.archive.all()) sessions[forwarding].push(record.SessionID);
    return { ...this.count(), sessions };
  }

  /** Counts of the records. */
  @Get('counts')
  count(): CdrCounts {
    const states = { acknowledged: 0, refused: 0, failed: 0, 'not-forwarded': 0 };
    for (const { forwarding } of this.archive.all()) states[forwarding] += 1;
    const sent = states.acknowledged + states.refused + states.failed;
    const counts = { received: sent + states['not-forwarded'], sent, ...states };
    return { sending: this.sender.sending, counts };
  }

  /** One record as submitted, and the EMP's answer. @throws {NotFoundException} */
  @Get(':sessionId')
  get(@Param('sessionId') sessionId: string): ArchivedCdr {
    const cdr = this.archive.find(sessionId);
    if (!cdr) throw new NotFoundException(`There is no charge detail record of session ${sessionId}.`);
    return cdr;
  }
}
