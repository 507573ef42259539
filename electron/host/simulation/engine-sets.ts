import type { SetNoun } from './nouns';
import { refuseValue } from './refusal';
import type { Unsure } from './state';
import { numberOf, proposalsOf, textOf, type StoredObject } from './stored-object';

type Method = 'Anonymous' | 'PreSharedKey' | 'Kerberos' | 'Ntlm' | 'Cert';
const methods: readonly Method[] = ['Anonymous', 'PreSharedKey', 'Kerberos', 'Ntlm', 'Cert'];

/** The method of one authentication proposal, or undefined for an object made by hand that names none. */
export const methodOf = (proposal: StoredObject): Method | undefined =>
  methods.find((method) => proposal[method] !== undefined);

function checkMethods(cmdlet: string, found: readonly (Method | undefined)[]): void {
  const twice = methods.find((method) => method !== 'Cert' && found.filter((one) => one === method).length > 1);
  if (twice !== undefined) refuseValue(cmdlet, `${twice} is in the set twice.`, '0x00101033');
  if (found.includes('PreSharedKey') && found.includes('Ntlm')) {
    refuseValue(cmdlet, 'A pre-shared key and NTLM do not go together.', '0x00101030');
  }
}

function checkSigningOrder(cmdlet: string, proposals: readonly StoredObject[]): void {
  const algorithms = proposals.map((proposal) =>
    methodOf(proposal) === 'Cert' ? textOf(proposal, 'Signing', 'RSA') : '',
  );
  const starts = algorithms.filter((word, index) => word !== '' && word !== algorithms[index - 1]);
  if (new Set(starts).size !== starts.length) {
    refuseValue(cmdlet, 'Certificates of one signing algorithm must stand together.', '0x00101062');
  }
}

const criteriaOf = ['SubjectName', 'ExtendedKeyUsage', 'Thumbprint', 'SelectionCriteria', 'ValidationCriteria'];
const hasCriteria = (proposal: StoredObject): boolean => criteriaOf.some((name) => proposal[name] !== undefined);
/** Neither switch is both. */
const does = (proposal: StoredObject, own: string, other: string): boolean =>
  proposal[own] === true || proposal[other] !== true;

/** With criteria exactly one proposal selects the own certificate and one validates the peer's. */
function checkCriteria(cmdlet: string, proposals: readonly StoredObject[], unsure: Unsure): void {
  const certificates = proposals.filter((proposal) => methodOf(proposal) === 'Cert');
  if (!certificates.some(hasCriteria)) return;
  const [selecting, validating] = [
    certificates.filter((one) => does(one, 'SelectionCriteria', 'ValidationCriteria')).length,
    certificates.filter((one) => does(one, 'ValidationCriteria', 'SelectionCriteria')).length,
  ];
  if (selecting !== 1 || validating !== 1) {
    refuseValue(
      cmdlet,
      `${selecting} proposals select and ${validating} validate; one each is expected.`,
      '0x00101079',
    );
  }
  const isEmpty = (proposal: StoredObject): boolean =>
    !['SubjectName', 'ExtendedKeyUsage', 'Thumbprint'].some((name) => proposal[name] !== undefined);
  if (unsure.emptyCriteria === 'refused' && certificates.some(isEmpty)) {
    refuseValue(cmdlet, 'A proposal that selects or validates names nothing to go by.', '0x00101079');
  }
}

function checkPhase1(cmdlet: string, proposals: readonly StoredObject[], unsure: Unsure): void {
  const user = proposals.some((proposal) => proposal['User'] !== undefined);
  if (user) refuseValue(cmdlet, 'A user is authenticated in phase 2 only.', '0x00101030');
  checkMethods(cmdlet, proposals.map(methodOf));
  checkSigningOrder(cmdlet, proposals);
  checkCriteria(cmdlet, proposals, unsure);
}

function checkPhase2(cmdlet: string, proposals: readonly StoredObject[]): void {
  const found = proposals.map(methodOf);
  if (found.includes('PreSharedKey')) refuseValue(cmdlet, 'A pre-shared key is for phase 1 only.', '0x00101031');
  if (found.every((method) => method === 'Anonymous')) {
    refuseValue(cmdlet, 'Anonymous stands alone in phase 2.', '0x00101032');
  }
  checkMethods(cmdlet, found);
}

function checkMainModeSet(cmdlet: string, set: StoredObject, unsure: Unsure): void {
  const minutes = numberOf(set, 'MaxMinutes') ?? 480;
  if (minutes < 1 || minutes > 2_879) refuseValue(cmdlet, 'MaxMinutes is not 1 to 2879.', '0x00105002');
  if ((numberOf(set, 'MaxSessions') ?? 0) > 2_147_483_647) {
    refuseValue(cmdlet, 'MaxSessions is not 0 to 2147483647.', '0x00105003');
  }
  const groups = new Set(proposalsOf(set).map((proposal) => textOf(proposal, 'KeyExchange')));
  if (groups.size > 1 && unsure.mixedGroups === 'refused') {
    refuseValue(cmdlet, 'The proposals of one set differ in their key exchange.', '0x00105004');
  }
}

/** Refuses what the engine says of a whole set; its proposals were looked at when they were made. */
export function checkSet(cmdlet: string, noun: SetNoun, set: StoredObject, unsure: Unsure): void {
  const proposals = proposalsOf(set);
  if (proposals.length === 0) refuseValue(cmdlet, 'The set holds no proposal.');
  if (noun === 'NetIPsecPhase1AuthSet') checkPhase1(cmdlet, proposals, unsure);
  if (noun === 'NetIPsecPhase2AuthSet') checkPhase2(cmdlet, proposals);
  if (noun === 'NetIPsecMainModeCryptoSet') checkMainModeSet(cmdlet, set, unsure);
}
