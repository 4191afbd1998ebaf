/** A charging point that its operator uploaded to HBS. */
export interface DirectoryEvse {
  /** As its operator writes it. */
  readonly evseId: string;
  readonly operatorId: string;
  /** Whether it can be started through HBS; otherwise a remote start is refused with 604. */
  readonly isHubjectCompatible: boolean;
  /** Kilowatts of its strongest facility, as far as its record can be read. */
  readonly powerKw?: number | undefined;
}

/** Finds charging points. */
export abstract class EvseDirectory {
  /** Finds a charging point by the key of its EvseID (`evseIdKey`). */
  abstract find(evseIdKey: string): DirectoryEvse | undefined;
}
