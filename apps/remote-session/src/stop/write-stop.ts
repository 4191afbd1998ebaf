import { RpcRefusal } from '#messaging';
import {
  authorizeRemoteStop,
  NotConformantError,
  writeConformantFields,
  type AuthorizeRemoteStop,
} from '#oicp';

/**
 * The body of a remote stop. What partners call the session is left out where HBS does not take it.
 * @throws {RpcRefusal} SESSION_NOT_NAMED, SESSION_WITHOUT_EVSE where HBS takes no stop with these IDs
 */
export function writeStop(stop: AuthorizeRemoteStop): string {
  try {
    return writeConformantFields(authorizeRemoteStop, stop);
  } catch (error) {
    if (!(error instanceof NotConformantError)) throw error;
    if (error.violations.some(({ pointer }) => pointer === '/SessionID')) {
      throw new RpcRefusal(
        'SESSION_NOT_NAMED',
        'The SessionID of this session is not a GUID, and HBS accepts no stop with it. End charging at the charging station.',
      );
    }
    if (error.violations.some(({ pointer }) => pointer === '/EvseID')) {
      throw new RpcRefusal(
        'SESSION_WITHOUT_EVSE',
        'The operator reported this session with an ID that is not an EvseID, and HBS accepts no stop with it. End charging at the charging station.',
      );
    }
    throw error;
  }
}
