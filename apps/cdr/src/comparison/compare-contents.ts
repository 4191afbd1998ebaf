import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EvsePowers, type CdrSummary } from '#suite';
import {
  evseIdKey,
  namedCardKey,
  namedMedia,
  operatorIdKey,
  sessionIdKey,
  type ReceivedIdentification,
} from '#oicp';
import { keyText } from '#persistence';
import { furtherMedia } from '../records/further-media.js';
import { toCharge, type ChargeSource } from './charge.js';
import { applyComparison, compareCharge } from './compare-charge.js';
import { ComparisonLimits } from './comparison-limits.js';
import { readContextOfEach } from './read-contexts.js';
import { findSessionFindings } from './session-findings.js';

/** More of them are shown without what comparisons find: nobody reads so many. */
const MOST_COMPARED = 50;

/** What was received of a session. */
export interface ComparedContent {
  readonly summary: CdrSummary;
  /** As it was read; a summary has the first card and the first contract only. */
  readonly identification: ReceivedIdentification | null;
}

/**
 * Compares what else was received of a session: variants and conflicts of its record, which are stored as received. What
 * they are compared with may have changed since, so that it is done when somebody asks.
 */
@Injectable()
export class ContentComparison {
  constructor(
    private readonly dataSource: DataSource,
    private readonly powers: EvsePowers,
    private readonly limits: ComparisonLimits,
  ) {}

  /** The same summaries in their order, with the findings of now. */
  async compare(sessionKey: string, contents: readonly ComparedContent[]): Promise<readonly CdrSummary[]> {
    const compared = contents.slice(0, MOST_COMPARED);
    if (compared.length === 0) return [];
    const charges = compared.map((content) => toCharge(toSource(sessionKey, content)));
    const contexts = await readContextOfEach(this.dataSource.manager, charges, this.limits);
    const evseIds = compared.flatMap(({ summary }) => summary.evseId ?? []);
    const powerOf = await this.powers.find(evseIds);
    return contents.map(({ summary }, place) => {
      const [charge, context] = [charges[place], contexts[place]];
      if (!charge || !context) return summary;
      const power = summary.evseId === undefined ? undefined : powerOf(summary.evseId);
      const known = power === 'unanswered' ? undefined : power;
      const comparison = compareCharge(charge, { ...context, power: known }, this.limits);
      const found = applyComparison(summary, charge, comparison);
      return { ...found, findings: [...findSessionFindings(context.session), ...found.findings] };
    });
  }
}

/** As its record would have been stored. */
function toSource(sessionKey: string, { summary, identification }: ComparedContent): ChargeSource {
  const { empPartnerSessionId, operatorId, uid, evseId } = summary;
  return {
    sessionKey,
    empSessionKey: keyText(empPartnerSessionId && sessionIdKey(empPartnerSessionId)) ?? null,
    operatorKey: keyText(operatorId && operatorIdKey(operatorId)) ?? null,
    uidKey: keyText(uid && namedCardKey(uid)) ?? null,
    evseKey: keyText(evseId && evseIdKey(evseId)) ?? null,
    summary,
    ...furtherMedia(namedMedia(identification ?? undefined)),
  };
}
