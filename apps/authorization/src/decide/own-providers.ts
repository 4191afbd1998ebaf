import { Injectable } from '@nestjs/common';
import { ProviderSettings } from '#suite';
import { parseEvcoId, providerIdKey } from '#oicp';

/** Our own ProviderIDs (EMP_PROVIDER_IDS). */
@Injectable()
export class OwnProviders {
  private readonly byKey: ReadonlyMap<string, string>;
  private readonly first: string;

  constructor({ EMP_PROVIDER_IDS: providerIds }: ProviderSettings) {
    this.byKey = new Map(providerIds.map((id) => [providerIdKey(id), id]));
    this.first = providerIds[0] ?? '';
  }

  /** In canonical form. */
  get keys(): readonly string[] {
    return [...this.byKey.keys()];
  }

  /** Whether a ProviderID in canonical form is ours. */
  has(providerKey: string): boolean {
    return this.byKey.has(providerKey);
  }

  /** The ProviderID a contract belongs to, exactly as configured: HBS compares it as text. */
  idOf(evcoId: string): string {
    return this.byKey.get(parseEvcoId(evcoId)?.providerPart ?? '') ?? this.first;
  }
}
