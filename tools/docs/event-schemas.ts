import { z } from 'zod';
import { cloudEventSchema, type EventDefinition } from '#messaging';
import { suiteMessages } from '#suite';

/** As much of JSON Schema (draft 7, which AsyncAPI builds on) as the message map comes to. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

export interface DocumentedEvent {
  /** Its routing key. */
  readonly name: string;
  readonly about: string;
  readonly subject: string;
  /** What stands under `data`. */
  readonly data: JsonSchema;
}

/** Every event of the suite, by name, from the message map. */
export const documentedEvents: readonly DocumentedEvent[] = Object.entries<EventDefinition>(
  suiteMessages.events,
)
  .map(([name, { about, subject, data }]) => ({ name, about, subject, data: schemaOf(data.schema) }))
  .sort((a, b) => a.name.localeCompare(b.name));

/** The envelope of every event; what stands under `data` is said by each. */
export const envelopeSchema: JsonSchema = schemaOf(cloudEventSchema(z.unknown()));

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // A format says to people what its pattern says to machines.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      // Members are added without notice: a consumer that validates events must not refuse them.
      delete jsonSchema.additionalProperties;
    },
  });
  return described;
}
