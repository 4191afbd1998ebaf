import { CHARGING_POOL_ID_FORM, conformantChargingPoolId } from '../identifiers/charging-pool-id.js';
import { EVCO_ID_FORM, conformantEvcoId } from '../identifiers/evco-id.js';
import { EVSE_ID_FORM, conformantEvseId } from '../identifiers/evse-id.js';
import { OPERATOR_ID_FORM, conformantOperatorId } from '../identifiers/operator-id.js';
import { PROVIDER_ID_FORM } from '../identifiers/provider-id.js';
import { SESSION_ID_FORM, readSessionId } from '../identifiers/session-id.js';
import { UID_FORM, uidKey } from '../identifiers/uid.js';
import { text } from '../schema/text.js';

/**
 * Identifiers are written in their original form if HBS accepts it, otherwise in the nearest form that it accepts.
 */
export const sessionId = text({
  form: SESSION_ID_FORM,
  normalize: readSessionId,
  expects: 'a SessionID, which is a GUID',
});
export const operatorId = text({
  form: OPERATOR_ID_FORM,
  normalize: conformantOperatorId,
  expects: 'an OperatorID such as DE*ABC or +49*536',
});
/** Never normalized: HBS compares it as text. */
export const providerId = text({ form: PROVIDER_ID_FORM, expects: 'a ProviderID such as DE-8EO' });
export const evseId = text({
  form: EVSE_ID_FORM,
  normalize: conformantEvseId,
  expects: 'an EvseID such as DE*ABC*E840*6487',
});
export const chargingPoolId = text({
  form: CHARGING_POOL_ID_FORM,
  normalize: conformantChargingPoolId,
  expects: 'a ChargingPoolID such as IT*123*P456*AB789',
});
export const evcoId = text({
  form: EVCO_ID_FORM,
  normalize: conformantEvcoId,
  expects: 'an EvcoID with its check digit, such as DE-8EO-CAet5e4XY-3',
  confidential: true,
});
export const uid = text({
  form: UID_FORM,
  normalize: uidKey,
  expects: 'a UID of 8, 14 or 20 upper-case hexadecimal digits',
  confidential: true,
});

/** `PartnerProductID`, `ProductID`: what a CPO calls a tariff. */
export const productId = text({ most: 50, storable: true });
/** The session's ID at the CPO or at us; free text. */
export const partnerSessionId = text({ most: 250, storable: true });
