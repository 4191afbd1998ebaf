import { BlockList, isIP } from 'node:net';
import type { SettingKind } from './setting.js';

/** Any text that is not blank. */
export const text = (expects: string): SettingKind<string> => ({
  expects,
  parse: (value) => (value.trim() === '' ? undefined : value.trim()),
});

/** A text of a given form. */
export const pattern = (form: RegExp, expects: string): SettingKind<string> => ({
  expects,
  parse: (value) => (form.test(value.trim()) ? value.trim() : undefined),
});

/** A whole number within limits. */
export const integer = (least: number, most: number): SettingKind<number> => ({
  expects: `a whole number from ${least} to ${most}`,
  parse: (value) => {
    const number = /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  },
});

/** A TCP port. */
export const port: SettingKind<number> = {
  ...integer(1, 65_535),
  expects: 'a port, a whole number from 1 to 65535',
};

/** A share of a whole, 0 to 1. */
export const share: SettingKind<number> = {
  expects: 'a share between 0 and 1, such as 0.05',
  parse: (value) => {
    const number = /^\d(\.\d+)?$/.test(value.trim()) ? Number(value) : Number.NaN;
    return number >= 0 && number <= 1 ? number : undefined;
  },
};

/** One of a list of texts. */
export const choice = <const C extends readonly string[]>(...choices: C): SettingKind<C[number]> => ({
  expects: `one of ${choices.join(', ')}`,
  parse: (value) => choices.find((one) => one === value.trim()),
});

/** Members separated by commas; blanks around them are ignored, an empty member is an error. */
export const list = <T>(member: SettingKind<T>, expects: string): SettingKind<readonly T[]> => ({
  expects,
  parse: (value) => {
    if (value.trim() === '') return [];
    const members = value.split(',').map((one) => (one.trim() === '' ? undefined : member.parse(one.trim())));
    return members.every((one) => one !== undefined) ? members : undefined;
  },
});

/** An absolute URL of one of the schemes. The value is the text as it was written. */
export const url = (schemes: readonly string[], example: string): SettingKind<string> => ({
  expects: `an address such as ${example}`,
  parse: (value) => {
    const address = URL.canParse(value.trim()) ? new URL(value.trim()) : undefined;
    if (address === undefined || !schemes.includes(address.protocol.slice(0, -1))) return undefined;
    return address.hostname === '' ? undefined : value.trim();
  },
});

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** An ISO 8601 duration of weeks and smaller, read as milliseconds; years and months have no length of their own. */
export const duration: SettingKind<number> = {
  expects: 'an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as P1W, P1D, PT3M or PT30S',
  parse: (value) => {
    const match = DURATION.exec(value.trim());
    if (match === null || value.trim().endsWith('T') || value.trim() === 'P') return undefined;
    const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
      .slice(1)
      .map((part) => Number(part || 0));
    return Math.round(((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
  },
};

/** A {@link duration} that is not zero. */
export const positiveDuration: SettingKind<number> = {
  expects: `${duration.expects}, longer than none`,
  parse: (value) => duration.parse(value) || undefined,
};

/** An address or a network in CIDR form, version 4 or 6. */
export const network: SettingKind<string> = {
  expects: 'an address or a network such as 203.0.113.7 or 203.0.113.0/24',
  parse: (value) => {
    const [address = '', bits, ...rest] = value.trim().split('/');
    const version = isIP(address);
    if (version === 0 || rest.length > 0) return undefined;
    if (bits === undefined) return value.trim();
    const most = version === 4 ? 32 : 128;
    return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? value.trim() : undefined;
  },
};

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
