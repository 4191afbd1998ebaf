import { describe, expect, it } from '@jest/globals';
import {
  choice,
  duration,
  integer,
  list,
  network,
  port,
  positiveDuration,
  share,
  text,
  url,
} from './kinds.js';
import { loadSettings, type ChecksItself } from './load-settings.js';
import { AtLeast, Setting, settingsOf, type SettingKind } from './setting.js';
import { SettingsError, type SettingProblem } from './settings-error.js';

class DoorSettings {
  @Setting(port, { about: 'Where it listens.', default: '8443' })
  readonly DOOR_PORT!: number;

  @Setting(list(text('a name'), 'names'), { about: 'Who may enter.', default: '' })
  readonly DOOR_NAMES!: readonly string[];

  @Setting(url(['amqp', 'amqps'], 'amqp://user:password@host:5672'), { about: 'The bell.', secret: true })
  readonly DOOR_BELL!: string;

  @Setting(text('a path'), { about: 'A mat.', optional: true })
  readonly DOOR_MAT?: string;
}

class PairSettings implements ChecksItself {
  @Setting(integer(1, 10), { about: 'Lower.', default: '1' })
  readonly PAIR_FROM!: number;

  @Setting(integer(1, 10), { about: 'Upper.', default: '9' })
  readonly PAIR_TO!: number;

  problems(): readonly SettingProblem[] {
    return this.PAIR_FROM <= this.PAIR_TO ? [] : [{ setting: 'PAIR_TO', problem: 'is below PAIR_FROM' }];
  }
}

const bell = { DOOR_BELL: 'amqp://localhost' };

function problemsFor(environment: Record<string, string>): readonly SettingProblem[] {
  try {
    loadSettings([DoorSettings, PairSettings], environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
  }
  return [];
}

describe('loading settings', () => {
  it('uses the default of a setting that is unset or empty', () => {
    const [door] = loadSettings([DoorSettings], { ...bell, DOOR_PORT: '' });
    expect(door).toMatchObject({ DOOR_PORT: 8443, DOOR_NAMES: [], DOOR_BELL: 'amqp://localhost' });
    expect(door.DOOR_MAT).toBeUndefined();
  });

  it('reads each value by its kind', () => {
    const [door, pair] = loadSettings([DoorSettings, PairSettings], {
      ...bell,
      DOOR_PORT: '1',
      DOOR_NAMES: 'a, b',
      PAIR_FROM: '3',
    });
    expect(door).toMatchObject({ DOOR_PORT: 1, DOOR_NAMES: ['a', 'b'] });
    expect(pair.PAIR_FROM).toBe(3);
  });

  it('names every wrong setting of every class at once, with what would be right', () => {
    const problems = problemsFor({ DOOR_PORT: '99999', PAIR_FROM: 'one' });
    expect(problems).toEqual([
      {
        setting: 'DOOR_PORT',
        problem: 'is "99999"; it must be a port, a whole number from 1 to 65535 (default 8443)',
      },
      {
        setting: 'DOOR_BELL',
        problem: 'is not set; it must be an address such as amqp://user:password@host:5672',
      },
      { setting: 'PAIR_FROM', problem: 'is "one"; it must be a whole number from 1 to 10 (default 1)' },
    ]);
  });

  it('does not repeat the value of a secret', () => {
    const [problem] = problemsFor({ DOOR_BELL: 'http://user:hunter2@host' });
    expect(problem?.setting).toBe('DOOR_BELL');
    expect(problem?.problem).not.toContain('hunter2');
  });

  it('checks settings together once each of them is readable', () => {
    expect(problemsFor({ ...bell, PAIR_FROM: '9', PAIR_TO: '2' })).toEqual([
      { setting: 'PAIR_TO', problem: 'is below PAIR_FROM' },
    ]);
  });

  it('compares two settings beside other wrong ones of their class, and names both values', () => {
    class LimitSettings {
      @Setting(integer(1, 9_000), { about: 'Lower.', default: '1000' })
      readonly LIMIT!: number;

      @AtLeast('LIMIT', 'so it is')
      @Setting(integer(1, 9_000), { about: 'Upper.', default: '4000' })
      readonly GREATER_LIMIT!: number;

      @Setting(share, { about: 'A share.', default: '0.1' })
      readonly SHARE!: number;
    }
    const load = (environment: Record<string, string>): void =>
      void loadSettings([LimitSettings], environment);
    expect(() => load({ GREATER_LIMIT: '500', SHARE: '10' })).toThrow(
      /GREATER_LIMIT +is 500, less than LIMIT, which is 1000; so it is\n[^]*SHARE +is "10"/,
    );
    expect(() => load({ LIMIT: 'x', GREATER_LIMIT: '500' })).not.toThrow(/less than/);
  });

  it('does not compile where a property has another type than its kind reads', () => {
    class MistypedSettings {
      // @ts-expect-error: a port is a number
      @Setting(port, { about: 'A port.', default: '1' })
      readonly MISTYPED!: string;
    }
    expect(settingsOf(MistypedSettings)).toHaveLength(1);
  });

  it('describes settings in the order of the source', () => {
    expect(settingsOf(DoorSettings).map(({ name, required }) => [name, required])).toEqual([
      ['DOOR_PORT', false],
      ['DOOR_NAMES', false],
      ['DOOR_BELL', true],
      ['DOOR_MAT', false],
    ]);
  });
});

/** The value of a text, `undefined` for a wrong one. */
const read = <T>(kind: SettingKind<T>, written: string): T | undefined => kind.safeParse(written).data;

describe('kinds of settings', () => {
  it.each([
    ['PT3M', 180_000],
    ['PT0.5S', 500],
    ['P1DT1H', 90_000_000],
    ['P2W', 1_209_600_000],
    ['P0D', 0],
    ['P', undefined],
    ['PT', undefined],
    ['3m', undefined],
    ['P1Y', undefined],
  ])('reads the duration %s as %s ms', (written, expected) => {
    expect(read(duration, written)).toBe(expected);
  });

  it('says which ISO 8601 durations are taken, and refuses none at all where there must be one', () => {
    expect(duration.description).toMatch(/weeks, days, hours, minutes and seconds/);
    expect(['P0D', 'PT0S', 'PT1S', 'P1Y'].map((each) => read(positiveDuration, each))).toEqual([
      undefined,
      undefined,
      1_000,
      undefined,
    ]);
  });

  it.each([
    ['203.0.113.7', true],
    ['203.0.113.0/24', true],
    ['2001:db8::/32', true],
    ['203.0.113.0/33', false],
    ['203.0.113.0/24/1', false],
    ['example.org', false],
    ['10.0.0.0/', false],
  ])('reads the network %s as %s', (written, expected) => {
    expect(read(network, written) !== undefined).toBe(expected);
  });

  it.each([
    ['0.05', 0.05],
    ['1', 1],
    ['1.1', undefined],
    ['-0.1', undefined],
    ['half', undefined],
  ])('reads the share %s as %s', (written, expected) => {
    expect(read(share, written)).toBe(expected);
  });

  it('refuses a list with an empty or wrong member', () => {
    const ports = list(port, 'ports');
    expect(read(ports, ' 1, 2 ')).toEqual([1, 2]);
    for (const written of ['1,,2', '1,x', ',']) expect(read(ports, written)).toBeUndefined();
    expect(read(ports, ' ')).toEqual([]);
  });

  it.each([
    ['https://hub.example/api', true],
    [' https://user:secret@hub.example:8443 ', true],
    ['http://hub.example', false],
    ['hub.example', false],
    ['https://', false],
  ])('reads the address %s as %s', (written, expected) => {
    const value = read(url(['https'], 'https://host'), written);
    expect(value).toBe(expected ? written.trim() : undefined);
  });

  it('accepts only the listed choices', () => {
    expect(read(choice('a', 'b'), 'b ')).toBe('b');
    expect(read(choice('a', 'b'), 'B')).toBeUndefined();
  });

  it('accepts only whole numbers written in digits', () => {
    for (const written of ['1.5', '1e3', '0x10', ' ', '12345678901234567890']) {
      expect(read(integer(0, Number.MAX_SAFE_INTEGER), written)).toBeUndefined();
    }
  });
});
