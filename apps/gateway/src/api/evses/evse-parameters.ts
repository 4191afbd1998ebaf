import { z } from 'zod';
import { authenticationMode, evseStatus, plug } from '#oicp';
import { spelling, suiteMessages } from '#suite';
import { pageShape, requestClass } from '../requests/request-class.js';

const { near, plugs, minPowerKw, statuses, operatorIds, authenticationModes } =
  suiteMessages.rpcs['evse.search'].request.schema.shape;
/** Metres. */
export const DEFAULT_RADIUS = 10_000;

const { latitude, longitude, radius } = near.unwrap().shape;

const search = z.object({
  ...pageShape,
  lat: latitude.optional().meta({
    description: 'Latitude of a point in degrees north (WGS84), together with `lon`.',
    example: 52.52,
  }),
  lon: longitude.optional().meta({
    description: 'Longitude of a point in degrees east (WGS84), together with `lat`.',
    example: 13.405,
  }),
  radius: radius
    .optional()
    .meta({ description: 'Distance from the point in metres.', default: DEFAULT_RADIUS }),
  plug: plugs.meta({
    description: `Any of these plug types, in any spelling, separated by commas or repeated: ${plug.known.values.join('; ')}. Types that OICP does not list are found as HBS sent them.`,
    example: ['Type 2 Outlet'],
  }),
  minPower: minPowerKw.meta({ example: 50 }),
  status: statuses.meta({
    description: `Any of these statuses, in any spelling: ${evseStatus.known.values.join('; ')}.`,
    example: ['Available'],
  }),
  operatorId: operatorIds.meta({
    description: `OperatorIDs of any of these operators. ${spelling.operatorId}`,
    example: ['DE*ABC'],
  }),
  authenticationMode: authenticationModes.meta({
    description: `Any of these authentication modes, in any spelling: ${authenticationMode.known.values.join('; ')}.`,
    example: ['NFC RFID Classic'],
  }),
});

/**
 * Filters of the search:
 * `?lat=47.37&lon=8.54&radius=5000&plug=CCS%20Combo%202%20Plug%20(Cable%20Attached)&minPower=50`.
 */
export class EvseParameters extends requestClass<z.output<typeof search>>('query', search) {}

const fresh = z.object({
  fresh: z.boolean().default(false).describe('Whether to ask HBS for the status now.'),
});

/** Whether the status is requested from HBS first. */
export class FreshParameter extends requestClass<z.output<typeof fresh>>('query', fresh) {}
