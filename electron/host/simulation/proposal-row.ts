import { compareStoredKey } from './key-digest';
import { methodOf } from './engine-sets';
import { withCodes } from './enum-codes';
import type { Unsure } from './state';
import { textOf, type StoredObject } from './stored-object';

/** Class property for each parameter (sa-and-errors.md section 3). */
const classNames: Readonly<Record<string, string>> = {
  Encryption: 'CipherAlgorithm',
  Hash: 'HashAlgorithm',
  KeyExchange: 'GroupId',
  ESPHash: 'HashAlgorithmESP',
  AHHash: 'HashAlgorithmAH',
  MaxMinutes: 'MaxLifetimeMinutes',
  MaxKiloBytes: 'MaxLifetimeKilobytes',
  Authority: 'TrustedCA',
  AuthorityType: 'TrustedCAType',
  Signing: 'SigningAlgorithm',
  SubjectName: 'CertName',
  SubjectNameType: 'CertNameType',
  ExtendedKeyUsage: 'EKUs',
  AccountMapping: 'MapToAccount',
  Proxy: 'KerbProxy',
};
/** The switches that together choose the method: the class has one property for them. */
const methodSwitches = ['Machine', 'User', 'Anonymous', 'Kerberos', 'Ntlm', 'Cert', 'Health'];

function authenticationMethod(proposal: StoredObject): string | undefined {
  const method = methodOf(proposal);
  if (method === undefined || method === 'Anonymous' || method === 'PreSharedKey') return method;
  const health = proposal['Health'] === true ? 'Health' : '';
  return `${proposal['User'] === true ? 'User' : 'Machine'}${health}${method}`;
}

function inClassWords(proposal: StoredObject): StoredObject {
  const kept = Object.entries(proposal).filter(([name]) => !methodSwitches.includes(name));
  const method = authenticationMethod(proposal);
  return {
    ...(method === undefined ? {} : { AuthenticationMethod: method }),
    ...Object.fromEntries(kept.map(([name, value]) => [classNames[name] ?? name, value])),
  };
}

/** A proposal as a read shows it: a key is never in it, only how it compares with the digest of a given one. */
export function proposalRow(proposal: StoredObject, unsure: Unsure, givenKey: string | undefined): StoredObject {
  const hasKey = proposal['PreSharedKey'] !== undefined;
  const stored = textOf(proposal, 'PreSharedKey');
  const safe = hasKey ? { ...proposal, PreSharedKey: compareStoredKey(stored, givenKey) } : proposal;
  const named = unsure.proposalNames === 'class' ? inClassWords(safe) : safe;
  return unsure.enums === 'integers' ? withCodes('', named) : named;
}
