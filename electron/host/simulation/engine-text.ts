import { refuseValue } from './refusal';
import { isSetNoun } from './nouns';
import { nameOf, sameWord, textOf, type StoredObject } from './stored-object';

/** Lengths in UTF-16 units, from MS-FASP 2.2.55, 2.2.65 and 2.2.74. */
const MOST_RULE_NAME = 511;
const MOST_SET_NAME = 254;
const MOST_DISPLAY_NAME = 9_999;
const DEFAULT_SET_NAME = /^\{E5A5D32A-4BCE-4e4d-B07F-4AB1BA7E5FE[1-4]\}/i;
const textual = [
  'Name',
  'DisplayName',
  'Description',
  'Group',
  'Phase1AuthSet',
  'QuickModeCryptoSet',
  'MainModeCryptoSet',
];

/** Refuses texts that no store takes: a pipe anywhere, names and titles of impossible length, reserved ones. */
export function checkTexts(cmdlet: string, noun: string, object: StoredObject): void {
  const piped = textual.find((property) => textOf(object, property).includes('|'));
  if (piped !== undefined) refuseValue(cmdlet, `${piped} holds the character '|'.`, '0x00080001');
  const name = nameOf(object);
  const most = isSetNoun(noun) ? MOST_SET_NAME : MOST_RULE_NAME;
  if (name.length < 1 || name.length > most) refuseValue(cmdlet, `The name is not 1 to ${most} long.`, '0x00080008');
  if (isSetNoun(noun) && DEFAULT_SET_NAME.test(name))
    refuseValue(cmdlet, 'The name is that of a default set.', '0x00080008');
  const title = textOf(object, 'DisplayName');
  if (title.length < 1 || title.length > MOST_DISPLAY_NAME) {
    refuseValue(cmdlet, `The display name is not 1 to ${MOST_DISPLAY_NAME} long.`, '0x00080001');
  }
  if (sameWord(title, 'All')) refuseValue(cmdlet, "The display name must not be 'All'.", '0x00080001');
}
