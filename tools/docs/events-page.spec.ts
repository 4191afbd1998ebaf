import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Parser } from '@asyncapi/parser';
import { cloudEventSchema, EVENTS_EXCHANGE } from '#messaging';
import { suiteMessages } from '#suite';
import { projectFolder } from '../../apps/cli/src/published.js';
import { asyncApiDocument } from './asyncapi.js';
import { eventCatalogue } from './events-page.js';
import { between, expectCurrent } from './expect-current.js';

const BEGIN = '<!-- events -->\n<!-- prettier-ignore-start -->\n\n';
const END = '\n\n<!-- prettier-ignore-end -->\n<!-- /events -->';
/** Of a diagnostic: 0 is an error, 1 a warning; above that are remarks. */
const isProblem = (severity: number): boolean => severity <= 1;
const page = (): string => readFileSync(join(projectFolder, 'docs/events.md'), 'utf8');

describe('the documentation of events', () => {
  it('in docs/events.md is what the message map says (WRITE_DOCS=1 writes it)', () => {
    expectCurrent('docs/events.md', (text) => between(text, BEGIN, END, eventCatalogue()));
    for (const event of Object.keys(suiteMessages.events)) expect(page()).toContain(`### ${event}\n`);
    expect(page()).toContain(EVENTS_EXCHANGE);
  });

  it('in docs/asyncapi.json is what the message map says (WRITE_DOCS=1 writes it)', () => {
    expectCurrent('docs/asyncapi.json', () => `${JSON.stringify(asyncApiDocument(), undefined, 2)}\n`);
  });

  it('in docs/asyncapi.json is valid AsyncAPI 3, without errors or warnings', async () => {
    // CommonJS, of which the module loader of jest sees only the default export.
    const { Parser: AsyncApiParser } = createRequire(import.meta.url)('@asyncapi/parser') as {
      Parser: typeof Parser;
    };
    const { document, diagnostics } = await new AsyncApiParser().parse(
      readFileSync(join(projectFolder, 'docs/asyncapi.json'), 'utf8'),
    );
    const problems = diagnostics.filter(({ severity }) => isProblem(severity));
    expect(problems.map(({ message }) => message)).toEqual([]);
    expect(document?.version()).toBe('3.0.0');
    const addresses = document
      ?.allChannels()
      .all()
      .map((channel) => channel.address());
    expect(new Set(addresses)).toEqual(new Set(Object.keys(suiteMessages.events)));
  });

  it('shows an event that is one', () => {
    const [, shown = ''] = /```json\n([^]*?)```/.exec(page()) ?? [];
    const example = JSON.parse(shown) as { type: keyof typeof suiteMessages.events };
    const { schema } = suiteMessages.events[example.type].data;
    expect(cloudEventSchema(schema).parse(example)).toEqual(example);
  });
});
