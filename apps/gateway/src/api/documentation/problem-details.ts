import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class WrongValue {
  @ApiProperty({
    description: 'Part of the request in which the value is.',
    enum: ['path', 'query', 'header', 'body'],
  })
  readonly in!: string;

  @ApiPropertyOptional({
    description: 'For a value in the body: JSON Pointer to the member; empty for the body as a whole.',
    example: '/evcoId',
  })
  readonly pointer?: string;

  @ApiPropertyOptional({
    description: 'For any other value: name of the parameter or header.',
    example: 'limit',
  })
  readonly name?: string;

  @ApiProperty({ description: 'What is wrong and what is expected.', example: 'evcoId must be a string.' })
  readonly detail!: string;
}

/** The documented form of every failure of the API: RFC 9457 problem details. */
export class ProblemDetails {
  @ApiProperty({
    description: 'Where the problem is explained, relative to the API.',
    example: '/docs/problems#key-missing',
  })
  readonly type!: string;

  @ApiProperty({ description: 'The name of the HTTP status.', example: 'Unauthorized' })
  readonly title!: string;

  @ApiProperty({ description: 'The HTTP status.', example: 401 })
  readonly status!: number;

  @ApiProperty({
    description: 'Code of the problem; stable. Where several values are wrong, that of the first.',
    example: 'KEY_MISSING',
  })
  readonly code!: string;

  @ApiProperty({ description: 'What is wrong with this request.' })
  readonly detail!: string;

  @ApiProperty({
    description: 'Identifier that every log line about the request carries, in all services.',
    example: '4bf92f3577b34da6a3ce929d0e0e4736',
  })
  readonly requestId!: string;

  @ApiPropertyOptional({
    description: 'Every value that is wrong, and where it is.',
    type: () => [WrongValue],
  })
  readonly errors?: readonly WrongValue[];
}
