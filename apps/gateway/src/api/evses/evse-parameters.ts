import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { authenticationMode, evseStatus, plug } from '#oicp';
import { spelling } from '../requests/identifier-parameters.js';
import { BooleanInQuery } from '../requests/one-of.js';
import { PageParameters } from '../http/page-parameters.js';
import { NumberInQuery } from '../requests/number-in-query.js';

/** A list of texts: `?plug=a&plug=b` or `?plug=a,b`, since no value of OICP contains a comma. */
const List =
  (description: string, example: string): PropertyDecorator =>
  (target, property) => {
    ApiPropertyOptional({ description, type: [String], example: [example] })(target, property);
    Transform(({ value }: { value: unknown }) => listOf(value))(target, property);
    IsOptional()(target, property);
    IsString({ each: true })(target, property);
    MaxLength(100, { each: true })(target, property);
    ArrayNotEmpty()(target, property);
    ArrayMaxSize(50)(target, property);
  };

/**
 * Filters of the search:
 * `?lat=47.37&lon=8.54&radius=5000&plug=CCS%20Combo%202%20Plug%20(Cable%20Attached)&minPower=50`.
 */
export class EvseParameters extends PageParameters {
  @ApiPropertyOptional({
    description: 'Latitude of a point in degrees north (WGS84), together with `lon`.',
    minimum: -90,
    maximum: 90,
    example: 52.52,
  })
  @IsOptional()
  @NumberInQuery()
  @IsNumber({}, { message: 'lat must be a number of degrees' })
  @Min(-90)
  @Max(90)
  readonly lat?: number;

  @ApiPropertyOptional({
    description: 'Longitude of a point in degrees east (WGS84), together with `lat`.',
    minimum: -180,
    maximum: 180,
    example: 13.405,
  })
  @IsOptional()
  @NumberInQuery()
  @IsNumber({}, { message: 'lon must be a number of degrees' })
  @Min(-180)
  @Max(180)
  readonly lon?: number;

  @ApiPropertyOptional({
    description: 'Distance from the point in metres.',
    minimum: 1,
    maximum: 1_000_000,
    default: 10_000,
  })
  @IsOptional()
  @NumberInQuery()
  @IsNumber({}, { message: 'radius must be a number of metres' })
  @Min(1)
  @Max(1_000_000)
  readonly radius?: number;

  @List(
    `Any of these plug types, in any spelling, separated by commas or repeated: ${plug.known.values.join('; ')}. Types that OICP does not list are found as HBS sent them.`,
    'Type 2 Outlet',
  )
  readonly plug?: string[];

  @ApiPropertyOptional({
    description: 'Kilowatts that at least one of its charging facilities provides.',
    minimum: 0,
    example: 50,
  })
  @IsOptional()
  @NumberInQuery()
  @IsNumber({}, { message: 'minPower must be a number of kilowatts' })
  @Min(0)
  readonly minPower?: number;

  @List(`Any of these statuses, in any spelling: ${evseStatus.known.values.join('; ')}.`, 'Available')
  readonly status?: string[];

  @List(`OperatorIDs of any of these operators. ${spelling.operatorId}`, 'DE*ABC')
  readonly operatorId?: string[];

  @List(
    `Any of these authentication modes, in any spelling: ${authenticationMode.known.values.join('; ')}.`,
    'NFC RFID Classic',
  )
  readonly authenticationMode?: string[];
}

/** Whether the status is requested from HBS first. */
export class FreshParameter {
  @ApiPropertyOptional({
    description: 'Whether to ask HBS for the status now.',
    default: false,
  })
  @IsOptional()
  @BooleanInQuery()
  readonly fresh?: boolean;
}

function listOf(value: unknown): unknown {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  return given.flatMap((each) =>
    typeof each === 'string'
      ? each
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '')
      : [each],
  );
}
