import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

/** Which part of a list is asked for: `?limit=50&cursor=…`. */
export class PageParameters {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  readonly limit: number = 50;

  /** `next` of the page before. */
  @IsOptional()
  @IsString()
  readonly cursor?: string;
}
