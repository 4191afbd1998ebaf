import { JSONParser } from '@streamparser/json';
import { evseStatuses, isListOfStatuses } from '#oicp';
import { withList } from './with-list.js';

const { EvseStatuses } = evseStatuses.kind.fields;
/** Depth of an operator in the usual envelope: `EvseStatuses`, `OperatorEvseStatus`, its index. */
const OPERATOR_DEPTH = 3;
const NO_LISTS = { operator: undefined, byName: new Map<string, unknown>() };

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
  /** The lists of the operator in work by their names; of one name twice, JSON objects have only the last. */
  private lists: { readonly operator: unknown; readonly byName: Map<string, unknown> } = NO_LISTS;
  private replaced: { readonly name: string; readonly list: unknown }[] = [];

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
      if (typeof value === 'object' && value !== null) this.addReady(value);
      return;
    }
    if (this.loose?.source !== parent) this.finishLoose();
    this.loose ??= { source: parent, operator: {} };
    this.keepReplaced(String(key), value, parent);
    this.loose.operator[String(key)] = value;
  }

  private keepReplaced(name: string, list: unknown, operator: unknown): void {
    if (!isListOfStatuses(name)) return;
    const lists = this.lists.operator === operator ? this.lists.byName : new Map<string, unknown>();
    if (lists.has(name)) this.replaced.push({ name, list: lists.get(name) });
    this.lists = { operator, byName: lists.set(name, list) };
  }

  /** An operator, and once more with each list that another one of its name replaced. */
  private addReady(operator: object): void {
    this.ready.push(operator);
    for (const { name, list } of this.replaced) this.ready.push(withList(operator, name, list));
    this.replaced = [];
    this.lists = NO_LISTS;
  }

  private finishLoose(): void {
    if (this.loose) this.addReady(this.loose.operator);
    this.loose = undefined;
  }
}
