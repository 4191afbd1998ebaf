import { parseProviderId } from '#oicp';
import { kinds, Setting } from '#platform';

const providerId = kinds.parsed(
  (text) => (parseProviderId(text) === undefined ? undefined : text),
  'a ProviderID such as DE-ABC',
);

/** Our identity in the roaming network. */
export class ProviderSettings {
  @Setting(kinds.list(providerId, 'one or more ProviderIDs such as DE-ABC, separated by commas'), {
    about: 'Our ProviderIDs, exactly as Hubject issued them: HBS compares them as text.',
  })
  readonly EMP_PROVIDER_IDS!: readonly string[];

  /** The main one, which we name where HBS wants one of ours and no contract says which: the first. */
  get mainProviderId(): string {
    return this.EMP_PROVIDER_IDS[0] ?? '';
  }
}
