import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { PageParameters } from '../page-parameters.js';

/** `?plug=a&plug=b` and `?plug=a,b` are the same; no plug, payment or mode of OICP has a comma in its name. */
const List = (): PropertyDecorator => (target, property) => {
  Transform(({ value }: { value: unknown }) => listOf(value))(target, property);
  IsOptional()(target, property);
  IsString({ each: true })(target, property);
  MaxLength(100, { each: true })(target, property);
  ArrayNotEmpty()(target, property);
  ArrayMaxSize(50)(target, property);
};

/** What is looked for: `?lat=47.37&lon=8.54&radius=5000&plug=CCS%20Combo%202%20Plug%20(Cable%20Attached)&minPower=50`. */
export class EvseParameters extends PageParameters {
  /** Degrees north; together with `lon`. */
  @IsOptional()
  @Type(() => Number)
  @IsNumber({}, { message: 'lat must be a number of degrees' })
  @Min(-90)
  @Max(90)
  readonly lat?: number;

  /** Degrees east; together with `lat`. */
  @IsOptional()
  @Type(() => Number)
  @IsNumber({}, { message: 'lon must be a number of degrees' })
  @Min(-180)
  @Max(180)
  readonly lon?: number;

  /** Metres around the point; 10,000 unless told. */
  @IsOptional()
  @Type(() => Number)
  @IsNumber({}, { message: 'radius must be a number of metres' })
  @Min(1)
  @Max(1_000_000)
  readonly radius?: number;

  /** Any of these, as OICP names them: `Type 2 Outlet`. */
  @List()
  readonly plug?: string[];

  /** Kilowatts. */
  @IsOptional()
  @Type(() => Number)
  @IsNumber({}, { message: 'minPower must be a number of kilowatts' })
  @Min(0)
  readonly minPower?: number;

  /** Any of these: `Available`. */
  @List()
  readonly status?: string[];

  /** Any of these operators, in any way to write them. */
  @List()
  readonly operatorId?: string[];

  /** Any of these: `NFC RFID Classic`, `REMOTE`. */
  @List()
  readonly authenticationMode?: string[];
}

export class FreshParameter {
  /** Whether HBS is asked for the status now. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'fresh must be true or false' })
  readonly fresh?: 'true' | 'false';
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
