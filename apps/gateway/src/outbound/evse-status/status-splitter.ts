import { JSONParser } from '@streamparser/json';
import { evseStatuses, isListOfStatuses } from '#oicp';
import { withList } from './with-list.js';

const { EvseStatuses } = evseStatuses.kind.fields;
/** Depth of an operator in the usual envelope: `EvseStatuses`, `OperatorEvseStatus`, its index. */
const OPERATOR_DEPTH = 3;
const NO_LISTS: ListsOfOperator = { operator: undefined, byName: new Map(), replaced: [] };

/** The lists of the operator in work, by their names. */
interface ListsOfOperator {
  readonly operator: unknown;
  readonly byName: Map<string, unknown>;
  /** Those that another one of the same name replaced: JSON objects have only the last. */
  readonly replaced: { readonly name: string; readonly list: unknown }[];
}

/**
 * Splits the answer to PullEvseStatus into operators while it arrives, with one operator in memory at a time. Accepts
 * what `libs/oicp` accepts: other spellings, a single operator instead of a list, a bare list.
 */
export class StatusSplitter {
  /** The list of operators was present, empty or not: this is an answer to PullEvseStatus. */
  foundStatuses = false;
  /** The OICP status code, where the answer has one. */
  statusCode: unknown;
  private readonly parser: JSONParser;
  private ready: object[] = [];
  /** An operator in the place of its list, field by field. */
  private loose: { readonly source: unknown; readonly operator: Record<string, unknown> } | undefined;
  private lists = NO_LISTS;

  constructor() {
    this.parser = new JSONParser({
      paths: ['$.*.*.*', '$.*.*.*.*', '$.StatusCode'],
      keepStack: false,
      stringBufferSize: 64 * 1024,
    });
    this.parser.onValue = ({ value, key, parent, stack }) => {
      if (stack.length === 1) this.statusCode = value;
      else if (stack.length === OPERATOR_DEPTH)
        this.collect(value, key, parent, [stack[1]?.key, stack[2]?.key]);
      else if (typeof key === 'string') this.keepReplaced(key, value, parent);
    };
  }

  /** Parses the next bytes. @throws {Error} when they are not JSON */
  write(bytes: Buffer): void {
    this.parser.write(bytes);
  }

  /** Returns the operators completed since the last call. */
  takeReady(): readonly object[] {
    const { ready } = this;
    this.ready = [];
    return ready;
  }

  /** Ends the input. @throws {Error} when the JSON is not complete */
  end(): void {
    this.finishLoose();
    if (!this.parser.isEnded) this.parser.end();
  }

  private collect(value: unknown, key: unknown, parent: unknown, [top, below]: readonly unknown[]): void {
    if (evseStatuses.kind.fieldNamed(String(top))?.name !== 'EvseStatuses') return;
    const isBare = typeof below === 'number';
    if (!isBare && EvseStatuses.kind.fieldNamed(String(below))?.name !== 'OperatorEvseStatus') return;
    this.foundStatuses = true;
    if (Array.isArray(parent)) {
      if (typeof value === 'object' && value !== null) this.addReady(value, value);
      return;
    }
    if (this.loose?.source !== parent) this.finishLoose();
    this.loose ??= { source: parent, operator: {} };
    this.keepReplaced(String(key), value, parent);
    this.loose.operator[String(key)] = value;
  }

  private keepReplaced(name: string, list: unknown, operator: unknown): void {
    if (!isListOfStatuses(name)) return;
    if (this.lists.operator !== operator) this.lists = { operator, byName: new Map(), replaced: [] };
    const { byName, replaced } = this.lists;
    if (byName.has(name)) replaced.push({ name, list: byName.get(name) });
    byName.set(name, list);
  }

  /**
   * An operator, and once more with each list that another one of its name replaced.
   *
   * @param source the object that it was parsed from: lists of another one, anywhere in the answer, are not its own
   */
  private addReady(operator: object, source: unknown): void {
    this.ready.push(operator);
    if (this.lists.operator !== source) return;
    for (const { name, list } of this.lists.replaced) this.ready.push(withList(operator, name, list));
    this.lists = NO_LISTS;
  }

  private finishLoose(): void {
    if (this.loose) this.addReady(this.loose.operator, this.loose.source);
    this.loose = undefined;
  }
}
