import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commands } from './commands.js';
import { projectFolder } from './suite/folders.js';

describe('the commands of operators', () => {
  it.each(commands)(
    'have $name under its name, with options or commands of its own',
    async ({ name, load }) => {
      const command = await load();
      expect(command.name()).toBe(name);
      expect(command.commands.length + command.options.length).toBeGreaterThan(0);
    },
  );

  it('are all loaded when the image is built', () => {
    const dockerfile = readFileSync(join(projectFolder, 'Dockerfile'), 'utf8');
    const [, names = ''] = /for command in ([a-z ]+);/.exec(dockerfile) ?? [];
    expect(names.split(' ')).toEqual(commands.map(({ name }) => name));
  });
});
