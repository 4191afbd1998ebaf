/** What HBS knows of a charging point whose operator uploaded it. */
export interface DirectoryEvse {
  /** As its operator writes it. */
  readonly evseId: string;
  readonly operatorId: string;
  /** Only such charging points can be started through HBS; others are refused with 604. */
  readonly isHubjectCompatible: boolean;
  /** Kilowatts of its strongest facility, as far as its record can be read. */
  readonly powerKw?: number | undefined;
}

/** Which charging points exist. */
export abstract class EvseDirectory {
  /** By the key of any spelling of its EvseID (`evseIdKey`). */
  abstract find(evseIdKey: string): DirectoryEvse | undefined;
}
