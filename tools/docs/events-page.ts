import { documentedEvents, type DocumentedEvent, type JsonSchema } from './event-schemas.js';

/** The catalogue in `docs/events.md`, from the message map. */
export function eventCatalogue(): string {
  return documentedEvents.map(sectionOf).join('\n\n');
}

function sectionOf({ name, about, subject, data }: DocumentedEvent): string {
  return [
    `### ${name}`,
    about,
    `Subject: ${subject}`,
    ['| Member of `data` | Type | Note |', '| --- | --- | --- |', ...rowsOf(data)].join('\n'),
  ].join('\n\n');
}

/** A row for each member, those of members inside it with its path before their name. */
function rowsOf(schema: JsonSchema, path = ''): readonly string[] {
  const rows: string[] = [];
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (typeof member === 'boolean') continue;
    const optional = schema.required?.includes(name) ? '' : 'optional';
    const about = [optional, member.description].filter(Boolean).join('; ');
    rows.push(`| \`${path}${name}\` | ${typeOf(member)} | ${about} |`);
    const inside = member.type === 'array' ? listedIn(member) : member;
    rows.push(...rowsOf(inside, `${path}${name}${member.type === 'array' ? '[]' : ''}.`));
  }
  return rows;
}

function typeOf(schema: JsonSchema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return choices.map((each) => (typeof each === 'boolean' ? 'anything' : typeOf(each))).join(' or ');
  if (schema.enum) return schema.enum.map((each) => `\`${String(each)}\``).join(', ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.type === 'array') return `list of ${typeOf(listedIn(schema))}s`;
  return [schema.type ?? 'anything', schema.format].filter(Boolean).join(', ');
}

function listedIn({ items }: JsonSchema): JsonSchema {
  return typeof items === 'object' && !Array.isArray(items) ? items : {};
}
