import { DEMONSTRATION_UID, demonstrationEvcoId, NEIGHBOURING_EVSE } from '../../apps/cli/src/published.js';

export interface FirstCommand {
  /** What it shows, as a comment above it. */
  readonly what: string;
  /** As typed in a shell in the project's folder. */
  readonly command: string;
}

/** What to try first while the sandbox runs: a card, an app, the records, then the whole story. */
export function firstCommands(apiUrl: string, keysFile: string, providerId: string): readonly FirstCommand[] {
  const key = `$(node -p "JSON.parse(fs.readFileSync('${keysFile}'))[0].key")`;
  const ask = `curl -s -H "authorization: Bearer ${key}"`;
  const start = JSON.stringify({ evseId: NEIGHBOURING_EVSE, evcoId: demonstrationEvcoId(providerId) });
  return [
    { what: 'a driver swipes a card', command: `npm run sandbox -- swipe ${DEMONSTRATION_UID}` },
    {
      what: 'another starts from the app, at the charging point next to it',
      command: `${ask} -H 'content-type: application/json' -d '${start}' ${apiUrl}/v1/sessions`,
    },
    {
      what: 'ten seconds later both cars are full: the charge detail records',
      command: `${ask} ${apiUrl}/v1/cdrs`,
    },
    { what: 'the whole story once, explained', command: 'npm run demo' },
  ];
}
