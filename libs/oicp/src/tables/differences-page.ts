import { differences } from './differences.js';
import { narrowPlaces } from './narrow-places.js';

/** The page `docs/oicp-differences.md`, in Markdown. */
export function differencesPage(): string {
  const sections = [
    '# Where the documents of OICP 2.3 differ',
    'Generated from `libs/oicp/src/tables`; a test keeps it current. The numbers are stable.',
    '## Differences between documents',
    ...differences.map(({ about, says, choice }, index) =>
      [
        `### ${index + 1}. ${about}\n`,
        ...says.map(([source, statement]) => `- ${source}: ${statement}`),
        `- This library: ${choice}`,
      ].join('\n'),
    ),
    '## Where the specification is narrower than real hardware',
    'These values are retained and reported when they are read. They cannot be written.',
    ...narrowPlaces.map(({ field, allows, reality, reportedAs }, index) =>
      [
        `### ${index + 1}. ${field}\n`,
        `- Allows: ${allows}`,
        `- Reality: ${reality}`,
        `- Reported as: \`${reportedAs}\``,
      ].join('\n'),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}
