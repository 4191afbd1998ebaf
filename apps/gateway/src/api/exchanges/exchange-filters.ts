import { z } from 'zod';
import { asked, inOrder, LONGEST_IDENTIFIER, requestInstant, requestText } from '#suite';
import { pageShape, requestClass } from '../requests/request-class.js';
import { journalOperations } from './journal-operations.js';

const text = requestText(LONGEST_IDENTIFIER).optional();

const filters = inOrder(
  z.object({
    ...pageShape,
    from: requestInstant.optional().describe('Exchanges that began at this time or later.'),
    to: requestInstant.optional().describe('Exchanges that began before this time.'),
    direction: z
      .enum(['inbound', 'outbound'])
      .optional()
      .describe('`inbound`: HBS called; `outbound`: we did. In any spelling.'),
    operation: text.meta({
      description: `Name of the operation, in any spelling, also as Hubject writes it (\`eRoamingAuthorizeStart\`): ${journalOperations.values.join(', ')}.`,
      example: 'authorizeStart',
      enum: [...journalOperations.values],
    }),
    sessionId: asked.sessionId.optional().meta({ example: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527' }),
    evseId: asked.evseId.optional(),
    processId: text.meta({
      description: 'HBS’s Process-ID, which Hubject’s support asks for.',
      example: '7a2f4d0c-15a8-4d26-9a0f-0f2b3e1d6c55',
    }),
    code: text.meta({ description: 'Status code of OICP, three digits.', example: '102' }),
    card: text.meta({
      description:
        'A UID or an EvcoID in full; case and separators do not matter. The journal stores only a keyed hash of it.',
      example: '04A1B2C3D4E5F6',
    }),
  }),
);

/** Filters of the list of exchanges, combined by AND: `?operation=authorizeStart&card=04A1B2C3D4E5F6`. */
export class ExchangeFilters extends requestClass<z.output<typeof filters>>('query', filters, {
  direction: 'a direction',
}) {}
