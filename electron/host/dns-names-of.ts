/** GeneralName dNSName, context tag 2 (RFC 5280 4.2.1.6). */
const DNS_NAME = 0x82;
const SEQUENCE = 0x30;
const MOST_NAMES = 100;

interface Part {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly rest: Uint8Array;
}

/** Length in one octet, or in one or two that follow (X.690 8.1.3): what is longer than 64 KiB is no list of names. */
function lengthOf(bytes: Uint8Array): { readonly length: number; readonly from: number } | undefined {
  const [, first, second = 0, third = 0] = bytes;
  if (first === undefined) return undefined;
  if (first < 0x80) return { length: first, from: 2 };
  if (first === 0x81) return { length: second, from: 3 };
  return first === 0x82 ? { length: second * 256 + third, from: 4 } : undefined;
}

function partOf(bytes: Uint8Array): Part | undefined {
  const [tag] = bytes;
  const told = lengthOf(bytes);
  if (tag === undefined || told === undefined || told.from + told.length > bytes.length) return undefined;
  const end = told.from + told.length;
  return { tag, content: bytes.subarray(told.from, end), rest: bytes.subarray(end) };
}

/**
 * The DNS names of a subject alternative name extension, from its DER: PowerShell would tell them in the language of
 * Windows. What is damaged ends the list; nothing is thrown.
 */
export function dnsNamesOf(extension: Uint8Array): readonly string[] {
  const whole = partOf(extension);
  if (whole?.tag !== SEQUENCE) return [];
  const names: string[] = [];
  for (let part = partOf(whole.content); part !== undefined && names.length < MOST_NAMES; part = partOf(part.rest)) {
    if (part.tag === DNS_NAME) names.push(new TextDecoder('latin1').decode(part.content).slice(0, 255));
  }
  return names;
}
