import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../apps/cli/src/published.js';

/** `EDGE_PORT: '8443'`, `listen(8443`, `port: 8443`: a number from 1024 on where something is to listen. */
const FIXED =
  /(?:_PORT(?:['"]\])?\s*[:=]\s*['"`]?|\blisten\(\s*|\bport:\s*['"`]?)(?:[1-9]\d{3,4}|\d{1,2}_\d{3})\b/;

function fixedPortsIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => FIXED.test(line));
}

function filesIn(folder: string, ending: string): readonly string[] {
  const all = readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' });
  return all.filter((file) => file.endsWith(ending)).map((file) => join(folder, file));
}

describe('tests', () => {
  it('listen on no fixed port: two runs share a machine', () => {
    const files = [...filesIn('test', '.ts'), ...filesIn('tools', '.spec.ts')];
    expect(files.length).toBeGreaterThan(100);
    const found = files
      .filter((file) => !file.endsWith('no-fixed-ports.spec.ts'))
      .flatMap((file) =>
        fixedPortsIn(readFileSync(join(projectFolder, file), 'utf8')).map(
          (line) => `${file}: ${line.trim()}`,
        ),
      );
    expect(found).toEqual([]);
  });

  it.each([
    ["const others = { EDGE_PORT: '18443', API_PORT: '18080' };", 1],
    ["process.env['HEALTH_PORT'] = '9101';", 1],
    ['server.listen(8_443);', 1],
    ["server.listen({ port: 8443, host: '127.0.0.1' });", 1],
    ["server.listen(0, '127.0.0.1');", 0],
    ['EDGE_PORT: String(ports.edge),', 0],
    ["EDGE_PORT: 'x',", 0],
  ])('are searched for one: %s', (line, count) => {
    expect(fixedPortsIn(line)).toHaveLength(count);
  });
});
