import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RpcClient } from '#messaging';
import {
  spelling,
  type EvsePrices,
  type EvseQuery,
  type EvseView,
  type ExaminedEvse,
  type Page,
  type SuiteMessages,
} from '#suite';
import { Operation } from '../documentation/operation.js';
import { AnswersBytes, AnswersReplyOf } from '../documentation/answers.js';
import { Problem } from '../problems/problem.js';
import { sendBytes } from '../http/send-bytes.js';
import { DEFAULT_RADIUS, EvseParameters, FreshParameter } from './evse-parameters.js';

/** Charging points. */
@Controller('v1/evses')
export class EvsesHttpController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Get()
  @Operation({
    summary: 'Searches charging points, sorted by distance from a point or by EvseID',
    scope: 'evses:read',
    refuses: ['CURSOR_INVALID', 'FILTER_INVALID', 'POINT_INCOMPLETE'],
  })
  @AnswersReplyOf('evse.search')
  search(@Query() parameters: EvseParameters): Promise<Page<EvseView>> {
    return this.rpc.call('evse.search', toEvseQuery(parameters));
  }

  @Get(':evseId')
  @ApiParam({
    name: 'evseId',
    description: `EvseID of the charging point. ${spelling.evseId}`,
    example: 'DE*ABC*E12345*1',
  })
  @Operation({
    summary: 'Shows a charging point and what is wrong with it, on request with its status fresh from HBS',
    scope: 'evses:read',
    refuses: ['EVSE_UNKNOWN', 'EVSE_ID_INVALID', 'HBS_GAVE_NO_STATUS'],
  })
  @AnswersReplyOf('evse.get')
  async get(@Param('evseId') evseId: string, @Query() { fresh }: FreshParameter): Promise<ExaminedEvse> {
    if (fresh) await this.rpc.call('evse.refresh-status', { evseIds: [evseId] });
    return await this.rpc.call('evse.get', { evseId });
  }

  @Get(':evseId/raw')
  @ApiParam({
    name: 'evseId',
    description: `EvseID of the charging point. ${spelling.evseId}`,
    example: 'DE*ABC*E12345*1',
  })
  @Operation({
    summary: 'Downloads the record of a charging point as HBS sent it',
    scope: 'evses:read',
    refuses: ['EVSE_UNKNOWN', 'EVSE_ID_INVALID'],
  })
  @AnswersBytes()
  async raw(@Param('evseId') evseId: string, @Res() reply: FastifyReply): Promise<void> {
    sendBytes(reply, (await this.rpc.call('evse.raw', { evseId })).bytes);
  }

  @Get(':evseId/prices')
  @ApiParam({
    name: 'evseId',
    description: `EvseID of the charging point. ${spelling.evseId}`,
    example: 'DE*ABC*E12345*1',
  })
  @Operation({
    summary: 'Shows the net prices of the operator at a charging point, and whether they are complete',
    scope: 'evses:read',
    refuses: ['EVSE_UNKNOWN', 'EVSE_ID_INVALID'],
  })
  @AnswersReplyOf('evse.prices')
  prices(@Param('evseId') evseId: string): Promise<EvsePrices> {
    return this.rpc.call('evse.prices', { evseId });
  }
}

function toEvseQuery(parameters: EvseParameters): EvseQuery {
  const { limit, cursor, plug, minPower, status, operatorId, authenticationMode } = parameters;
  return {
    limit,
    cursor,
    near: toSearchArea(parameters),
    plugs: plug,
    minPowerKw: minPower,
    statuses: status,
    operatorIds: operatorId,
    authenticationModes: authenticationMode,
  };
}

/** @throws {Problem} POINT_INCOMPLETE where a part of the point is missing */
function toSearchArea({ lat, lon, radius }: EvseParameters): EvseQuery['near'] {
  if (lat !== undefined && lon !== undefined)
    return { latitude: lat, longitude: lon, radius: radius ?? DEFAULT_RADIUS };
  if (lat === undefined && lon === undefined && radius === undefined) return undefined;
  const missing = [...(lat === undefined ? ['lat'] : []), ...(lon === undefined ? ['lon'] : [])];
  const errors = missing.map((each) => ({ in: 'query', name: each, detail: `${each} is missing` }) as const);
  throw new Problem(422, 'POINT_INCOMPLETE', 'A point needs `lat` and `lon` together.', { errors });
}
