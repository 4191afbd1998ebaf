import { namedCardKey, type NamedMedia } from '#oicp';
import { keyText, shownText } from '#persistence';

/** What a record names beside its first card and its first contract; null for nearly all. */
export interface FurtherMedia {
  readonly furtherUidKeys: readonly string[] | null;
  readonly furtherEvcoIds: readonly string[] | null;
}

/** What of the media of a record is compared beside the first of each. */
export function furtherMedia({ uids, evcoIds }: NamedMedia): FurtherMedia {
  return {
    furtherUidKeys: orNull(uids.slice(1).map((each) => keyText(namedCardKey(each)))),
    furtherEvcoIds: orNull(evcoIds.slice(1).map((each) => shownText(each))),
  };
}

function orNull(texts: readonly string[]): readonly string[] | null {
  return texts.length === 0 ? null : texts;
}
