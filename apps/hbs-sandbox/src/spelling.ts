import { Transform } from 'class-transformer';
import { parseLooseEvseId, KnownValues, uidKey } from '#oicp';

const textOr =
  (read: (text: string) => string | undefined) =>
  ({ value }: { value: unknown }): unknown =>
    typeof value === 'string' ? (read(value) ?? value) : value;

/** Replaces a known value in any spelling by its own; any other text is unchanged. */
export const Spelled = (values: readonly string[]): PropertyDecorator => {
  const known = new KnownValues(values);
  return Transform(textOr((text) => known.find(text)));
};

/** Reads an EvseID as on a sticker; any other text is unchanged. */
export const SpelledEvseId = (): PropertyDecorator =>
  Transform(textOr((text) => parseLooseEvseId(text)?.text));

/** Reads a UID as on a card or in a list of cards; any other text is unchanged. */
export const SpelledUid = (): PropertyDecorator => Transform(textOr(uidKey));
