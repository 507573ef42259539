import { AppFailure } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { PolicyOnComputer } from '#contract/ipc';
import { breakGlassOn } from '#deeds/break-glass';
import type { CommonOptions } from '../options';
import { statusOf, unrecordedFindings } from '#deeds/status';
import { isOnRequest } from '#policy/on-request';
import { parsePolicy } from '#policy/parse';
import { factsOnceKept, recordedNow, seenOn } from '#deeds/unfinished';
import type { UnfinishedChange } from '#contract/unfinished';
import { asideTexts } from '#texts/aside.en';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { exitStatus, statusOfError, type ExitStatus } from '../exit-status';
import { factsOf } from '../facts-of';
import { findingJson, type Output } from '../output';
import { answerUnreadable } from '../answer-unreadable';
import { placeName } from '#deeds/store-of-target';
import { refuseUnreadableGpo } from '#deeds/refusals';
import { targetFrom } from '../target';
import type { Verb, VerbInput } from '../verb';

export interface StatusOptions extends CommonOptions {
  readonly breakGlass?: boolean;
}

type Input = VerbInput<StatusOptions>;

/** Of a recorded policy; without a record it is not known. */
function onRequest(policy: unknown): boolean {
  const parsed = parsePolicy(policy);
  return parsed.ok && isOnRequest(parsed.value);
}

/** The answer's line for one policy; its differences are what `verify` is for, here they are counted. */
const asJson = ({
  policyId,
  role,
  level,
  differences,
  fingerprint,
  appliedAt,
  putAside,
  policy,
}: PolicyOnComputer): object => ({
  policy: policyId,
  role,
  level,
  differences: differences.length,
  fingerprint,
  appliedAt,
  ...(putAside === undefined ? {} : { putAside }),
  ...(policy === null ? {} : { onRequest: onRequest(policy) }),
});

function tellUnfinished(unfinished: UnfinishedChange, output: Output): void {
  output.line(texts.unfinished(unfinished));
  if (unfinished.kind === 'pending') output.line(texts.pendingUntil(unfinished.undoAt));
}

/** `pending` waits to be kept; `interrupted` waits for `recover`; each null where there is none. */
const pendingJson = (unfinished: UnfinishedChange | undefined): object => ({
  pending: unfinished?.kind === 'pending' ? unfinished : null,
  interrupted: unfinished?.kind === 'interrupted' ? unfinished : null,
});

/** How they are now, and the page where one is wanted. */
async function tellStatus({ place, output, options }: Input, facts: Facts, breakGlass?: string): Promise<void> {
  const target = targetFrom(options);
  const { standing, underWay, findings: seen } = await seenOn(place, facts);
  const unfinished = standing.kind === 'unfinished' ? standing.change : undefined;
  const policies = await statusOf(place, factsOnceKept(facts, standing), await recordedNow(place, standing), target);
  if (underWay) output.line(texts.underWay);
  if (unfinished !== undefined) tellUnfinished(unfinished, output);
  if (policies.length === 0) output.line(texts.noPolicies(placeName(target, facts.computer.computerName)));
  for (const { policyId, role, level, appliedAt, differences, putAside, policy } of policies) {
    output.line(texts.statusLine(policyId, role, level, appliedAt ?? texts.statusUnrecorded));
    if (putAside !== undefined) output.line(asideTexts.line(policyId, role, putAside));
    if (onRequest(policy)) output.line(texts.onRequest(policyId, role));
    if (differences.length > 0) output.line(texts.drifted(policyId, role, differences.length));
  }
  const findings = [...seen, ...(underWay ? [] : unrecordedFindings(policies))];
  for (const one of findings) output.finding(one);
  if (breakGlass !== undefined) output.line(`\n${breakGlass}`);
  output.answer({
    policies: policies.map(asJson),
    ...pendingJson(unfinished),
    underWay,
    findings: findings.map(findingJson),
    ...(breakGlass === undefined ? {} : { breakGlass }),
  });
}

/** Where the record cannot be used: the page is read from the computer, and whoever needs it needs it now. */
function tellPageAlone({ output }: Input, error: unknown, breakGlass?: string): ExitStatus {
  if (breakGlass === undefined || !(error instanceof AppFailure)) throw error;
  output.line(`\n${breakGlass}`);
  output.error(error.appError, { breakGlass });
  return statusOfError(error.appError.code);
}

/** The policies of ours on this computer, and how they are now. */
export const statusVerb: Verb<StatusOptions> = async (input) => {
  const { place, output, options } = input;
  const facts = await factsOf(input);
  const refused = answerUnreadable(facts, output);
  if (refused !== undefined) return refused;
  const target = targetFrom(options);
  refuseUnreadableGpo(target, facts);
  const breakGlass = options.breakGlass === true ? await breakGlassOn(place, facts, target) : undefined;
  try {
    await tellStatus(input, facts, breakGlass);
    return exitStatus.done;
  } catch (error) {
    return tellPageAlone(input, error, breakGlass);
  }
};
