/** A square picture of an icon, as the bytes of a PNG file. */
export interface IconPicture {
  /** Edge in pixels, 1 to 256. */
  readonly sizePx: number;
  readonly png: Uint8Array;
}

const HEADER_BYTES = 6;
const ENTRY_BYTES = 16;
const LARGEST_PX = 256;

/** The directory holds a byte for each edge, and 0 stands for 256. */
const edgeByte = (sizePx: number): number => (sizePx === LARGEST_PX ? 0 : sizePx);

function writeEntry(file: Buffer, index: number, { sizePx, png }: IconPicture, offset: number): void {
  const at = HEADER_BYTES + index * ENTRY_BYTES;
  file.writeUInt8(edgeByte(sizePx), at);
  file.writeUInt8(edgeByte(sizePx), at + 1);
  file.writeUInt16LE(1, at + 4); // Colour planes.
  file.writeUInt16LE(32, at + 6); // Bits per pixel.
  file.writeUInt32LE(png.length, at + 8);
  file.writeUInt32LE(offset, at + 12);
}

/**
 * A Windows icon of PNG pictures, which every Windows since Vista reads at any size.
 * Throws RangeError for a picture that the format's one-byte edge can't say.
 */
export function iconFile(pictures: readonly IconPicture[]): Buffer {
  const wrong = pictures.find(({ sizePx }) => !Number.isInteger(sizePx) || sizePx < 1 || sizePx > LARGEST_PX);
  if (wrong !== undefined) throw new RangeError(`An icon holds no picture of ${wrong.sizePx} pixels.`);
  const file = Buffer.alloc(HEADER_BYTES + pictures.length * ENTRY_BYTES);
  file.writeUInt16LE(1, 2); // An icon, not a cursor.
  file.writeUInt16LE(pictures.length, 4);
  let offset = file.length;
  for (const [index, picture] of pictures.entries()) {
    writeEntry(file, index, picture, offset);
    offset += picture.png.length;
  }
  return Buffer.concat([file, ...pictures.map(({ png }) => png)]);
}

/** The pictures of such an icon file, in its order. Throws RangeError where the file ends too early. */
export function iconPictures(file: Buffer): readonly IconPicture[] {
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = HEADER_BYTES + index * ENTRY_BYTES;
    const [length, offset] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
    return { sizePx: file.readUInt8(at) || LARGEST_PX, png: file.subarray(offset, offset + length) };
  });
}
