import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import type { SettingKind } from './setting.js';

/** Any text that is not blank. */
export const text = (expects: string): SettingKind<string> => z.string().trim().min(1).describe(expects);

/** A text of a given form. */
export const pattern = (form: RegExp, expects: string): SettingKind<string> =>
  z.string().trim().regex(form).describe(expects);

/** A text that `parse` has a value for; `undefined` for any other. */
export const parsed = <T>(parse: (text: string) => T | undefined, expects: string): SettingKind<T> =>
  z
    .string()
    .transform((value, context) => {
      const result = parse(value);
      if (result !== undefined) return result;
      context.addIssue(expects);
      return z.NEVER;
    })
    .describe(expects);

/** A whole number within limits, in digits. */
export const integer = (least: number, most: number): SettingKind<number> =>
  number(/^-?\d{1,15}$/, least, most).describe(`a whole number from ${least} to ${most}`);

/** A TCP port. */
export const port = integer(1, 65_535).describe('a port, a whole number from 1 to 65535');

/** A share of a whole, 0 to 1. */
export const share: SettingKind<number> = number(/^\d(\.\d+)?$/, 0, 1).describe(
  'a share between 0 and 1, such as 0.05',
);

/** One of a list of texts. */
export const choice = <const C extends readonly string[]>(...choices: C): SettingKind<C[number]> =>
  z
    .string()
    .trim()
    .pipe(z.enum(choices))
    .describe(`one of ${choices.join(', ')}`);

/** Members separated by commas; blanks around them are ignored, an empty member is an error. */
export const list = <T>(member: SettingKind<T>, expects: string): SettingKind<readonly T[]> =>
  z
    .string()
    .transform((value) => (value.trim() === '' ? [] : value.split(',').map((each) => each.trim())))
    .pipe(z.array(z.string().min(1).pipe(member)))
    .describe(expects);

/** An absolute URL of one of the schemes. The value is the text as it was written. */
export const url = (schemes: readonly string[], example: string): SettingKind<string> =>
  z
    .url({ protocol: new RegExp(`^(${schemes.join('|')})$`), hostname: /./ })
    .describe(`an address such as ${example}`);

const DURATION = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const DURATION_EXPECTS =
  'an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as P1W, P1D, PT3M or PT30S';

/** An ISO 8601 duration of weeks and smaller, read as milliseconds; years and months have no length of their own. */
export const duration: SettingKind<number> = z
  .string()
  .trim()
  .regex(DURATION)
  .transform((value) => {
    const parts = DURATION.exec(value)?.slice(1) ?? [];
    const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part || 0));
    return Math.round(((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
  })
  .describe(DURATION_EXPECTS);

/** A {@link duration} that is not zero. */
export const positiveDuration: SettingKind<number> = duration
  .refine((milliseconds) => milliseconds > 0)
  .describe(`${DURATION_EXPECTS}, longer than none`);

/** An address or a network in CIDR form, version 4 or 6. */
export const network: SettingKind<string> = z
  .string()
  .trim()
  .pipe(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
  .describe('an address or a network such as 203.0.113.7 or 203.0.113.0/24');

/** The networks as a {@link BlockList}, with which Node checks addresses. */
export function blockListOf(networks: readonly string[]): BlockList {
  const blockList = new BlockList();
  for (const each of networks) {
    const [address = '', bits] = each.split('/');
    const version = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) blockList.addAddress(address, version);
    else blockList.addSubnet(address, Number(bits), version);
  }
  return blockList;
}

function number(form: RegExp, least: number, most: number): SettingKind<number> {
  return z.string().trim().regex(form).transform(Number).pipe(z.number().min(least).max(most));
}
