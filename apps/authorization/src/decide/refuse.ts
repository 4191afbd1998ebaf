import type { AuthorizationRefused } from '#suite';
import {
  refusalCodes,
  type MediumKind,
  type RefusableMedium,
  type Refusal,
  type RefusalReason,
} from './refusal-codes.js';

/** Refuses a driver with the code and the text that the table of refusal codes has for reason and medium. */
export function refuse<R extends RefusalReason>(reason: R, kind: RefusableMedium<R>): AuthorizationRefused {
  const { answers }: Refusal = refusalCodes[reason];
  const answer = answers[kind];
  if (!answer) throw new Error(`the table of refusal codes has no answer for ${reason} by ${kind}`);
  return toRefused(answer);
}

/** Refuses a driver who repeats a request as before: with the code that was stored, and its text. */
export function refuseAgain(code: AuthorizationRefused['code'], kind: MediumKind): AuthorizationRefused {
  const answers = Object.values<Refusal>(refusalCodes).map((refusal) => refusal.answers[kind]);
  const answer = answers.find((each) => each?.code === code);
  return answer ? toRefused(answer) : { decision: 'refused', code };
}

function toRefused({
  code,
  text,
}: {
  code: AuthorizationRefused['code'];
  text: string;
}): AuthorizationRefused {
  return { decision: 'refused', code, reason: text };
}
