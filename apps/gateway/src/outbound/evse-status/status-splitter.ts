import { JSONParser } from '@streamparser/json';
import { evseStatuses, isListOfStatuses } from '#oicp';
import { withList, type ListOfStatuses } from './with-list.js';

const { EvseStatuses } = evseStatuses.kind.fields;
/** Depth of an operator in the usual envelope: `EvseStatuses`, `OperatorEvseStatus`, its index. */
const OPERATOR_DEPTH = 3;

/** An operator in the place of its list, or in a bare list: it is received member by member. */
interface LooseOperator {
  /** The object that it is parsed into. */
  readonly source: unknown;
  readonly operator: Record<string, unknown>;
  readonly lists: ListOfStatuses[];
}

/**
 * Splits the answer to PullEvseStatus into operators while it arrives, with one operator in memory at a time. Accepts
 * what `libs/oicp` accepts: other spellings, a single operator instead of a list, a bare list. An operator that gives its
 * list of statuses several times is split into one for each, in their order: JSON objects have only the last of one name.
 */
export class StatusSplitter {
  /** The list of operators was present, empty or not: this is an answer to PullEvseStatus. */
  foundStatuses = false;
  /** The OICP status code, where the answer has one. */
  statusCode: unknown;
  private readonly parser: JSONParser;
  private ready: object[] = [];
  private loose: LooseOperator | undefined;
  /** The lists of the operator of a list of operators that is being received. */
  private lists: ListOfStatuses[] = [];

  constructor() {
    this.parser = new JSONParser({
      paths: ['$.*.*.*', '$.*.*.*.*', '$.StatusCode'],
      keepStack: false,
      stringBufferSize: 64 * 1024,
    });
    this.parser.onValue = ({ value, key, parent, stack }) => {
      if (stack.length === 1) this.statusCode = value;
      else if (!isOperators(stack[1]?.key, stack[2]?.key)) return;
      else if (stack.length === OPERATOR_DEPTH) this.collect(value, key, parent);
      else if (typeof stack[3]?.key === 'number') addIfList(this.lists, key, value);
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

  private collect(value: unknown, key: unknown, parent: unknown): void {
    this.foundStatuses = true;
    if (this.loose?.source !== parent) this.finishLoose();
    if (Array.isArray(parent)) {
      const { lists } = this;
      this.lists = [];
      if (typeof value === 'object' && value !== null) this.addReady(value, lists);
      return;
    }
    this.loose ??= { source: parent, operator: {}, lists: [] };
    addIfList(this.loose.lists, key, value);
    this.loose.operator[String(key)] = value;
  }

  private addReady(operator: object, lists: readonly ListOfStatuses[]): void {
    if (lists.length <= 1) this.ready.push(operator);
    else for (const each of lists) this.ready.push(withList(operator, each));
  }

  private finishLoose(): void {
    if (this.loose) this.addReady(this.loose.operator, this.loose.lists);
    this.loose = undefined;
  }
}

/** Whether two names of the envelope, or a name and an index, lead to operators. */
function isOperators(top: unknown, below: unknown): boolean {
  if (evseStatuses.kind.fieldNamed(String(top))?.name !== 'EvseStatuses') return false;
  const isBare = typeof below === 'number';
  return isBare || EvseStatuses.kind.fieldNamed(String(below))?.name === 'OperatorEvseStatus';
}

function addIfList(lists: ListOfStatuses[], name: unknown, list: unknown): void {
  if (typeof name === 'string' && isListOfStatuses(name)) lists.push({ name, list });
}
