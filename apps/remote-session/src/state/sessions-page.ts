import { asSentence } from '#suite';
import { statusCodeEntry } from '#oicp';
import { sessionFindings } from '../findings/finding-codes.js';
import { factKinds } from './fact.js';
import { startMessages, driverMessages } from './driver-messages.js';
import { closedStates, factTable, nextState, stateOrder, states, stoppable } from './session-table.js';

/** The page `docs/sessions.md`, in Markdown, from the table that the code follows. */
export function sessionsPage(): string {
  return `${[
    '# What becomes of a session',
    'Generated from `apps/remote-session/src/state`; a test checks that it is current (`WRITE_DOCS=1` rewrites it).',
    'A session is the set of the facts that were reported about it. Its state is what they prove: the furthest of the states below. So the order in which facts are received does not matter, a fact reported twice changes nothing, and no state is ever taken back by one that knows less. Of values such as the energy, the charge detail record’s counts, then the latest by event time. Who charges and where is what we decided ourselves, and what others report otherwise is a finding; where we named no EVSE, the one that was reported first by event time counts, and another one is a finding.',
    ['```mermaid', 'stateDiagram-v2', ...arrows(), '```'].join('\n'),
    '## States, from what says least to what says most',
    ignored(
      table(
        ['State', 'Means'],
        stateOrder.map((state) => [code(state), states[state]]),
      ),
    ),
    `While a stop is pending that was requested in ${stoppable.map(code).join(', ')}, the session shows \`stopping\`; if the stop is refused or could not be sent, it shows the state beneath again. \`session.closed\` is published for ${closedStates.map(code).join(', ')}.`,
    '## Facts',
    ignored(
      table(
        ['Fact', 'Says', 'Proves', 'Because'],
        factKinds.map((kind) => {
          const { says, proves, stop, because } = factTable[kind];
          const effect = proves ? code(proves) : stop ? `the stop is ${stop}` : '';
          return [code(kind), says, effect, because];
        }),
      ),
    ),
    '## Where each fact moves each state',
    ignored(
      table(
        ['', ...stateOrder.map(code)],
        factKinds
          .filter((kind) => factTable[kind].proves !== undefined)
          .map((kind) =>
            [code(kind)].concat(stateOrder.map((state) => arrow(state, nextState(state, kind)))),
          ),
      ),
    ),
    '## Findings',
    'What a person should look at, in `findings` of `GET /v1/sessions`, `GET /v1/sessions/{id}` and `session.*`. None of it changes a state or refuses a report. Each code is named once, as it was first found; a value that was sent and lost, or given more than once, is named for each member (of a hundred, the rest is in the timeline), since it is missing in the session or another one may be meant. `timeline` of `GET /v1/sessions/{id}` says in which report each is, and how reports broke the form of OICP otherwise. A session also has the findings of its charge detail record, which [cdr-findings.md](cdr-findings.md) lists. How much may differ is set by `CDR_TIME_TOLERANCE`, `CDR_POWER_TOLERANCE`, `CDR_POWER_LIMIT_KW`, `CDR_MEGAWATT_LIMIT_KW` and `CDR_LONGEST_SESSION`.',
    ignored(
      table(
        ['Code', 'Means'],
        Object.entries(sessionFindings).map(([each, means]) => [code(each), asSentence(means)]),
      ),
    ),
    '## What an app may show its driver',
    'Where HBS or the operator refuses a start by a status code of OICP, `reasonCode` is `REFUSED_` and the code, and the session has failed. Where the code leaves open what happened, it is `UNKNOWN_` and the code, and the session is UNKNOWN. `reason` is the sentence. A stop has the prefix `STOP_` (`STOP_REFUSED_320`, `STOP_UNKNOWN_501`), a reservation that is given back `RELEASE_`.',
    ignored(table(['Code', 'State', '`reasonCode`', 'Sentence'], refusals())),
    `A caller that stops a session of the app that HBS no longer has (400) is answered: “${driverMessages.stopTooLate}” Stopping a card’s session by app is not documented by Hubject: it is tried, and the expected 400 is answered as: “${driverMessages.stopByCard}”`,
  ].join('\n\n')}\n`;
}

function arrow(from: string, to: string): string {
  return from === to ? '' : `→ ${to}`;
}

function refusals(): (readonly string[])[] {
  return Object.entries(startMessages)
    .filter(([status]) => status !== '000')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([status, sentence]) => {
      // A certificate that does not fit, not a refusal of this start.
      if (status === '017') return [status, code('failed'), code('HBS_IDENTITY_ERROR'), sentence];
      const isOpen = statusCodeEntry(status)?.leavesOpen === true;
      return isOpen
        ? [status, code('UNKNOWN'), code(`UNKNOWN_${status}`), sentence]
        : [status, code('failed'), code(`REFUSED_${status}`), sentence];
    });
}

function arrows(): string[] {
  const lines = stateOrder.flatMap((from) =>
    stateOrder.flatMap((to) => {
      const by = factKinds.filter((kind) => from !== to && nextState(from, kind) === to);
      return by.length > 0 ? [`  ${from} --> ${to}: ${by.join(', ')}`] : [];
    }),
  );
  const stops = stoppable.flatMap((state) => [
    `  ${state} --> stopping: stop-requested`,
    `  stopping --> ${state}: stop-refused, stop-not-sent`,
  ]);
  return ['  [*] --> requested', ...lines, ...stops, '  stopping --> ended: as from the state beneath'];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function ignored(markdown: string): string {
  return ['<!-- prettier-ignore-start -->', markdown, '<!-- prettier-ignore-end -->'].join('\n\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
