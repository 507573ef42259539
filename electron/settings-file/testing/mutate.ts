/** Numbers from 0 up to and without the given one; the same for the same seed. */
export type Random = (below: number) => number;

/** Mulberry32: small, and good enough to damage files with. */
export function randomOf(seed: number): Random {
  let state = (seed * 0x9e37_79b9) >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
  };
}

type Mutation = (file: Buffer, random: Random) => Buffer;

const randomBytes = (length: number, random: Random): Buffer => Buffer.from(Array.from({ length }, () => random(256)));

/** Two places in a file, in order. */
function places(file: Buffer, random: Random): readonly [number, number] {
  const [a, b] = [random(file.length + 1), random(file.length + 1)];
  return a < b ? [a, b] : [b, a];
}

const flipBits: Mutation = (file, random) => {
  const flipped = Buffer.from(file);
  for (let left = 1 + random(4); left > 0; left -= 1) {
    const at = random(file.length);
    flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << random(8)), at);
  }
  return flipped;
};
const cutEnd: Mutation = (file, random) => file.subarray(0, random(file.length));
const cutMiddle: Mutation = (file, random) => {
  const [from, to] = places(file, random);
  return Buffer.concat([file.subarray(0, from), file.subarray(to)]);
};
const insert: Mutation = (file, random) => {
  const at = random(file.length + 1);
  return Buffer.concat([file.subarray(0, at), randomBytes(1 + random(40), random), file.subarray(at)]);
};
const repeat: Mutation = (file, random) => {
  const [from, to] = places(file, random);
  return Buffer.concat([file.subarray(0, to), file.subarray(from)]);
};
const swap: Mutation = (file, random) => {
  const [from, to] = places(file, random);
  const length = Math.min(1 + random(60), to - from, file.length - to);
  const [first, second] = [file.subarray(from, from + length), file.subarray(to, to + length)];
  return Buffer.concat([
    file.subarray(0, from),
    second,
    file.subarray(from + length, to),
    first,
    file.subarray(to + length),
  ]);
};
/** What a file system leaves where a stick was pulled out: the right length, and zeros. */
const zeroEnd: Mutation = (file, random) => {
  const at = random(file.length);
  return Buffer.concat([file.subarray(0, at), Buffer.alloc(file.length - at)]);
};
const words = [
  '0',
  '-1',
  '19',
  '63',
  '1e9',
  '99999999999999999999',
  'null',
  '""',
  '[]',
  '{}',
  'true',
  'v2',
  'X25519',
  '\r',
  '\0',
  '\ufeff',
  '…',
];
/** A word or number at the beginning of the file becomes another one; armor is taken off for it and put on again. */
const editHead: Mutation = (file, random) => {
  const armorLine = '-----BEGIN AGE ENCRYPTED FILE-----\n';
  const text = file.toString('latin1');
  const isArmored = text.startsWith(armorLine);
  const lines = text.split('\n');
  const inner = isArmored ? Buffer.from(lines.slice(1, -2).join(''), 'base64').toString('latin1') : text;
  const parts = inner.split(/(?<=[\s":,/])|(?=[\s":,/])/u);
  const at = random(Math.min(parts.length, random(3) === 0 ? parts.length : 16));
  const edited = Buffer.from(parts.with(at, words[random(words.length)] ?? '').join(''), 'latin1');
  if (!isArmored) return edited;
  const encoded = edited.toString('base64').replaceAll(/.{64}/gu, '$&\n');
  return Buffer.from(`${armorLine}${encoded}\n-----END AGE ENCRYPTED FILE-----\n`);
};
const lineEnds: Mutation = (file) => Buffer.from(file.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');

const mutations: readonly Mutation[] = [
  flipBits,
  flipBits,
  cutEnd,
  cutMiddle,
  insert,
  repeat,
  swap,
  zeroEnd,
  editHead,
  editHead,
  lineEnds,
];

/** The file with one to three things done to it that sticks, editors and enemies do. */
export function mutated(file: Uint8Array, random: Random): Buffer {
  let now = Buffer.from(file);
  for (let left = 1 + random(3); left > 0 && now.length > 0; left -= 1) {
    now = Buffer.from((mutations[random(mutations.length)] ?? flipBits)(now, random));
  }
  return now;
}
