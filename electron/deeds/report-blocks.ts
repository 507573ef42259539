import { findingSentences } from '#texts/findings.en';
import { handOverWords as words } from '#texts/hand-over.en';
import { headlineText, riskWords, verdictWords } from '#texts/negotiation.en';
import type { Finding } from '#contract/finding';
import type { Risk } from '#negotiation/risks';
import type { AuditReading } from '#transaction/audit';
import type { HandedOver, HandOver } from './hand-over';

/** A document as data: what Markdown and HTML have in common. Every text is plain. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph' | 'strong' | 'verbatim'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

const findingLine = (finding: Finding): string => {
  const { happened, stateNow, whatNext } = findingSentences(finding);
  return `${finding.severity}: ${happened} ${stateNow} ${whatNext}`;
};

const riskRow = ({ id, verdict, decidedHere }: Risk): readonly string[] => [
  riskWords[id],
  decidedHere ? verdictWords[verdict] : words.elsewhere(verdictWords[verdict]),
];

const orNone = (items: readonly string[]): Block =>
  items.length === 0 ? paragraph(words.noFindings) : { kind: 'list', items };

function policyBlocks({ applied, verdict, headline, risks, putAside, findings }: HandedOver): readonly Block[] {
  const { name, id, role } = applied.policy;
  const { facts } = words;
  const drift = verdict.differences.length;
  return [
    heading(2, words.policy(name, id, role)),
    { kind: 'strong', text: headlineText(headline) },
    {
      kind: 'list',
      items: [
        `${facts.assigned}: ${applied.appliedAt}`,
        `${facts.level}: ${words.levels[verdict.proof.level]}`,
        `${facts.fingerprint}: ${applied.fingerprint}`,
        `${facts.drift}: ${drift === 0 ? words.noDrift : words.drift(drift)}`,
        ...(putAside.length === 0 ? [] : [`${facts.aside}: ${words.aside(putAside)}`]),
      ],
    },
    heading(3, words.evidence),
    orNone(verdict.proof.evidence),
    heading(3, words.risks),
    { kind: 'table', head: [words.risk, words.verdict], rows: risks.map(riskRow) },
    heading(3, words.findings),
    orNone([...findings, ...verdict.findings].map(findingLine)),
  ];
}

function auditBlocks({ lines, unreadable }: AuditReading): readonly Block[] {
  const rows = lines.map(({ at, who, verb, event, policies, result, level, step }) => [
    at,
    who,
    verb,
    step === undefined ? event : `${event} ${step}`,
    policies.join(', '),
    result ?? level ?? '',
  ]);
  return [
    heading(2, words.audit),
    rows.length === 0 ? paragraph(words.noAudit) : { kind: 'table', head: words.auditHead, rows },
    ...(unreadable === 0 ? [] : [paragraph(words.unreadable(unreadable))]),
  ];
}

/** The hand-over report in the order in which it is read. Pure. */
export const reportBlocks = ({
  computer,
  host,
  at,
  policies,
  findings,
  breakGlass,
  audit,
}: HandOver): readonly Block[] => [
  heading(1, words.title(computer)),
  ...(host === 'simulated' ? [{ kind: 'strong', text: words.simulated } as const] : []),
  paragraph(words.made(at)),
  ...(policies.length === 0 ? [paragraph(words.nothing)] : policies.flatMap(policyBlocks)),
  ...(findings.length === 0 ? [] : [heading(2, words.findings), orNone(findings.map(findingLine))]),
  heading(2, words.doors),
  paragraph(words.openDoors),
  ...(breakGlass === undefined ? [] : [{ kind: 'verbatim', text: breakGlass } as const]),
  ...auditBlocks(audit),
];
