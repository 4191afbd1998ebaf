import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { NumberInQuery } from '../requests/number-in-query.js';

/** The page of a list: `?limit=50&cursor=…`. */
export class PageParameters {
  @ApiPropertyOptional({
    description: 'Largest number of items in the page.',
    type: 'integer',
    minimum: 1,
    maximum: 500,
    default: 50,
  })
  @NumberInQuery()
  @IsInt()
  @Min(1)
  @Max(500)
  readonly limit: number = 50;

  @ApiPropertyOptional({ description: '`next` of the previous page, with the same filters.' })
  @IsOptional()
  @IsString()
  readonly cursor?: string;
}
