import { refuseValue } from './refusal';
import { numberOf, textOf, type StoredObject } from './stored-object';

const MOST_KEY = 9_999;
const isOneOf = (words: readonly string[], word: string): boolean => words.includes(word);

export function checkKey(cmdlet: string, key: string): void {
  if (key.length < 1 || key.length > MOST_KEY) {
    refuseValue(cmdlet, `The pre-shared key is not 1 to ${MOST_KEY} long.`, '0x00101050');
  }
  if (key.includes('|')) refuseValue(cmdlet, "The pre-shared key holds the character '|'.", '0x00101050');
}

export function checkAuthProposal(cmdlet: string, proposal: StoredObject): void {
  const authority = proposal['Authority'];
  const isName =
    typeof authority === 'string' && /^\s*[A-Za-z0-9.]+\s*=\s*\S/.test(authority) && !authority.includes('|');
  if (authority !== undefined && !isName) refuseValue(cmdlet, 'The authority is not an X.500 name.', '0x00101060');
  const thumbprint = proposal['Thumbprint'];
  if (thumbprint !== undefined && !/^[0-9a-f]{40}$/i.test(textOf(proposal, 'Thumbprint'))) {
    refuseValue(cmdlet, 'The thumbprint is not 40 hexadecimal characters.', '0x00101074');
  }
  const hasType = textOf(proposal, 'SubjectNameType', 'None') !== 'None';
  if (hasType !== (textOf(proposal, 'SubjectName') !== '')) {
    refuseValue(cmdlet, 'A subject name and its type belong together.', '0x00101077');
  }
}

export function checkMainModeProposal(cmdlet: string, proposal: StoredObject): void {
  const encryption = textOf(proposal, 'Encryption');
  if (encryption === 'None' || encryption.startsWith('AESGCM')) {
    refuseValue(cmdlet, `${encryption} is not a main-mode cipher.`, '0x00105005');
  }
  const hash = textOf(proposal, 'Hash');
  if (hash === 'None' || hash.startsWith('AESGMAC'))
    refuseValue(cmdlet, `${hash} is not a main-mode hash.`, '0x00105006');
  const group = textOf(proposal, 'KeyExchange');
  if (group === 'None' || group === 'SameAsMainMode') {
    refuseValue(cmdlet, `${group} is not a main-mode key exchange.`, '0x00105004');
  }
}

function checkLifetimes(cmdlet: string, proposal: StoredObject): void {
  const minutes = numberOf(proposal, 'MaxMinutes') ?? 0;
  if (minutes < 5 || minutes > 2_879) refuseValue(cmdlet, 'MaxMinutes is not 5 to 2879.', '0x00105024');
  const kilobytes = numberOf(proposal, 'MaxKiloBytes') ?? 0;
  if (kilobytes < 20_480 || kilobytes > 2_147_483_647) {
    refuseValue(cmdlet, 'MaxKiloBytes is not 20480 to 2147483647.', '0x00105025');
  }
}

/** GCM brings its own integrity: the hash must be the GMAC of the same size, and nothing else goes with either. */
function checkEspPair(cmdlet: string, encryption: string, hash: string): void {
  if (encryption === 'None' && hash === 'None') refuseValue(cmdlet, 'ESP has neither hash nor cipher.', '0x00105040');
  const gcm = /^AESGCM(\d+)$/.exec(encryption)?.[1];
  const gmac = /^AESGMAC(\d+)$/.exec(hash)?.[1];
  const isFine = gcm === undefined ? gmac === undefined || encryption === 'None' : gcm === gmac;
  if (!isFine) refuseValue(cmdlet, `${encryption} and ${hash} do not go together.`, '0x00105041');
}

export function checkQuickModeProposal(cmdlet: string, proposal: StoredObject): void {
  const encapsulation = textOf(proposal, 'Encapsulation').split(', ');
  const [encryption, hash, ahHash] = ['Encryption', 'ESPHash', 'AHHash'].map((name) => textOf(proposal, name, 'None'));
  if (encryption === undefined || hash === undefined || ahHash === undefined) return;
  if (isOneOf([hash, ahHash], 'SHA384')) refuseValue(cmdlet, 'SHA384 is not a quick-mode hash.', '0x00105023');
  const [hasEsp, hasAh] = [isOneOf(encapsulation, 'ESP'), isOneOf(encapsulation, 'AH')];
  if (isOneOf(encapsulation, 'None') && encapsulation.length > 1) {
    refuseValue(cmdlet, 'Encapsulation None stands alone.', '0x00105021');
  }
  if (hasEsp) checkEspPair(cmdlet, encryption, hash);
  if (!hasEsp && (encryption !== 'None' || hash !== 'None')) {
    refuseValue(cmdlet, 'A cipher or an ESP hash needs Encapsulation ESP.', '0x00105022');
  }
  if (hasAh !== (ahHash !== 'None')) refuseValue(cmdlet, 'AH and an AH hash belong together.', '0x00105023');
  if (hasAh && hasEsp && hash !== ahHash) refuseValue(cmdlet, 'AH and ESP need the same hash.', '0x00105023');
  checkLifetimes(cmdlet, proposal);
}
