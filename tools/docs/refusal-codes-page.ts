import {
  codeTypes,
  gatewayRefusalCodes,
  refusalCodes,
  type Refusal,
  type RefusalAnswer,
} from '../../apps/authorization/src/published.js';

const MEDIA = { rfid: 'card', qr: 'QR code', plugAndCharge: 'Plug & Charge', remote: 'app' } as const;

/** The tables of ADR 27, by the name of their place in it. */
export const refusalCodeTables: Readonly<Record<string, string>> = {
  'refusal codes': toTable(
    ['Reason', 'When', 'Medium', 'Code', 'Text for the CPO', 'Source'],
    Object.entries<Refusal>(refusalCodes).flatMap(([reason, refusal]) => toRows(reason, refusal)),
  ),
  'gateway refusal codes': toTable(
    ['Reason', 'When', 'Code', 'Text for the CPO', 'Source'],
    Object.entries(gatewayRefusalCodes).map(([reason, { when, code, text = 'none', source }]) => [
      `\`${reason}\``,
      `${when}.`,
      code,
      text,
      source,
    ]),
  ),
  'code types': toTable(
    ['Code', '`CodeType` of OICP 2.3'],
    Object.entries(codeTypes).sort(([a], [b]) => a.localeCompare(b)),
  ),
};

/** One row for all media that get the same answer. */
function toRows(reason: string, { when, answers, source }: Refusal): readonly (readonly string[])[] {
  const media = Object.entries(MEDIA).flatMap(([kind, name]) => {
    const answer = answers[kind as keyof typeof MEDIA];
    return answer ? [{ name, answer }] : [];
  });
  const different = new Map(media.map(({ answer }) => [keyOf(answer), answer]));
  return [...different.values()].map((answer, index) => {
    const same = media.filter((each) => keyOf(each.answer) === keyOf(answer)).map(({ name }) => name);
    const names = same.length === Object.keys(MEDIA).length ? 'any' : same.join(', ');
    const isFirst = index === 0;
    const [first, last] = isFirst ? [`\`${reason}\``, source] : ['', ''];
    return [first, isFirst ? `${when}.` : '', names, answer.code, answer.text, last];
  });
}

function keyOf({ code, text }: RefusalAnswer): string {
  return `${code} ${text}`;
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
