import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class WrongValue {
  @ApiProperty({ description: 'Where in the request it is.', enum: ['path', 'query', 'header', 'body'] })
  readonly in!: string;

  @ApiPropertyOptional({
    description: 'In a body: JSON Pointer to the member; empty for the body as a whole.',
    example: '/evcoId',
  })
  readonly pointer?: string;

  @ApiPropertyOptional({ description: 'Elsewhere: name of the parameter or header.', example: 'limit' })
  readonly name?: string;

  @ApiProperty({ description: 'What is expected there.', example: 'evcoId must be a string' })
  readonly detail!: string;
}

/** Every failure of the API as the documentation shows it: RFC 9457 problem details. */
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

  @ApiProperty({ description: 'Which problem it is; stable.', example: 'KEY_MISSING' })
  readonly code!: string;

  @ApiProperty({ description: 'What is wrong with this request, in a sentence.' })
  readonly detail!: string;

  @ApiProperty({
    description: 'Finds every log line about the request, in all services.',
    example: '4bf92f3577b34da6a3ce929d0e0e4736',
  })
  readonly requestId!: string;

  @ApiPropertyOptional({
    description: 'The values that are wrong, and where each of them is.',
    type: () => [WrongValue],
  })
  readonly errors?: readonly WrongValue[];
}
