import { RpcRefusal } from '#messaging';
import { authorizeRemoteStop, NotConformantError, writeFitting, type AuthorizeRemoteStop } from '#oicp';

/**
 * The body of a remote stop. What partners call the session is left out where HBS does not take it.
 * @throws {RpcRefusal} SESSION_NOT_NAMED, SESSION_WITHOUT_EVSE where HBS takes no stop with these IDs
 */
export function writeStop(stop: AuthorizeRemoteStop): string {
  try {
    return writeFitting(authorizeRemoteStop, stop);
  } catch (error) {
    if (!(error instanceof NotConformantError)) throw error;
    if (error.violations.some(({ pointer }) => pointer === '/SessionID')) {
      throw new RpcRefusal(
        'SESSION_NOT_NAMED',
        'the SessionID of this session is no GUID, and HBS stops none by it; end charging at the station',
      );
    }
    if (error.violations.some(({ pointer }) => pointer === '/EvseID')) {
      throw new RpcRefusal(
        'SESSION_WITHOUT_EVSE',
        'the operator reported this session at a charging point whose ID is no EvseID, and HBS stops none there; end charging at the station',
      );
    }
    throw error;
  }
}
