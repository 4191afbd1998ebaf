import { instant } from '../schema/instant.js';
import type { Conformant, Received } from '../schema/kind.js';
import { openEnumeration } from '../schema/enumeration.js';
import { mandatory, object, optional, type Fields, type Rule } from '../schema/object.js';
import { exactlyOne, notHere } from '../schema/rules.js';
import { text } from '../schema/text.js';
import { evcoId, uid } from './identifiers.js';

/** The OpenAPI documents allow the characters of bcrypt, `$./`; the EMP specification does not. */
const hashValue = text({
  form: /^[0-9A-Za-z\\.+/=$]{10,100}$/,
  expects: 'a hash of 10 to 100 characters',
  confidential: true,
});

const hashedPin = object({
  Value: mandatory(hashValue),
  Function: mandatory(openEnumeration('Bcrypt')),
  LegacyHashData: optional(
    object({
      Function: mandatory(openEnumeration('MD5', 'SHA-1')),
      Salt: optional(text({ most: 100, confidential: true })),
      Value: optional(text({ most: 20, confidential: true })),
    }),
  ),
});

/** OICP 2.3, `RFIDmifarefamilyIdentificationType`: every RFID card in an authorisation, of whatever technology. */
export const rfidMifareFamilyIdentification = object({ UID: mandatory(uid) }, { oftenBare: 'UID' });

/** OICP 2.3, `RFIDIdentificationType`: for uploads of authentication data only. */
const rfidIdentification = object({
  UID: mandatory(uid),
  EvcoID: optional(evcoId),
  RFID: mandatory(openEnumeration('mifareCls', 'mifareDes', 'calypso', 'nfc', 'mifareFamily')),
  PrintedNumber: optional(text({ most: 150, confidential: true })),
  ExpiryDate: optional(instant),
});

/** Most characters of the PIN of a QR code. */
export const MOST_PIN_CHARACTERS = 20;

const pin = text({ most: MOST_PIN_CHARACTERS, confidential: true });
const qrCodeFields = { EvcoID: mandatory(evcoId), HashedPIN: optional(hashedPin), PIN: optional(pin) };

/** In an authorisation the PIN is plain; a hash is for uploads. */
const qrCodeWithPin = object(
  { ...qrCodeFields, PIN: mandatory(pin) },
  { rules: [notHere('HashedPIN', 'a hash is for uploads, an authorisation carries the PIN')] },
);
/** An upload has one of the two. */
const qrCodeUpload = object(qrCodeFields, { rules: [exactlyOne('PIN', 'HashedPIN')] });
/** Other messages need neither. */
const qrCode = object(qrCodeFields);

const plugAndChargeIdentification = object({ EvcoID: mandatory(evcoId) }, { oftenBare: 'EvcoID' });
const remoteIdentification = object({ EvcoID: mandatory(evcoId) }, { oftenBare: 'EvcoID' });

/** OICP 2.3, `IdentificationType`, in charge detail records and notifications, for which there are no special rules. */
export const identification = identificationType(qrCode);
export type Identification = Conformant<typeof identification>;
export type ReceivedIdentification = Received<typeof identification>;

const notRfidIdentification = notHere(
  'RFIDIdentification',
  'an authorisation names RFID cards by RFIDMifareFamilyIdentification',
);

/** In AuthorizeStart and AuthorizeStop. */
export const authorizingIdentification = identificationType(qrCodeWithPin, notRfidIdentification);

/** In our answer: the media that may stop the session. */
export const stoppingIdentification = identificationType(qrCode, notRfidIdentification);

/** In remote starts and reservations: RemoteIdentification and nothing else. */
export const remoteOnlyIdentification = identificationType(
  qrCode,
  ...[
    'RFIDMifareFamilyIdentification',
    'RFIDIdentification',
    'QRCodeIdentification',
    'PlugAndChargeIdentification',
  ].map((name) => notHere(name, 'a remote authorisation carries RemoteIdentification')),
);

/** In uploads of authentication data. */
export const uploadIdentification = identificationType(qrCodeUpload);

function identificationType<Qr extends typeof qrCode | typeof qrCodeWithPin>(
  qr: Qr,
  ...rules: readonly Rule<Fields>[]
) {
  const fields = {
    RFIDMifareFamilyIdentification: optional(rfidMifareFamilyIdentification),
    RFIDIdentification: optional(rfidIdentification),
    QRCodeIdentification: optional(qr),
    PlugAndChargeIdentification: optional(plugAndChargeIdentification),
    RemoteIdentification: optional(remoteIdentification),
  };
  return object(fields, { rules: [exactlyOne(...Object.keys(fields)), ...rules] });
}
