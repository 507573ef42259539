import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { iconFile, iconPictures } from './icon-file';

const asset = (name: string): string => fileURLToPath(new URL(`../../assets/${name}`, import.meta.url));
const PNG_SIGNATURE = '89504e470d0a1a0a';

describe('an icon file', () => {
  it('gives back the pictures it was made of', () => {
    const pictures = [
      { sizePx: 16, png: Buffer.from('small') },
      { sizePx: 256, png: Buffer.from('large picture') },
    ];
    expect(iconPictures(iconFile(pictures))).toEqual(pictures);
  });

  it('writes 256 pixels as 0, because an edge is one byte', () => {
    expect(iconFile([{ sizePx: 256, png: Buffer.alloc(1) }]).readUInt8(6)).toBe(0);
  });

  it.each([0, 257, 16.5])('refuses a picture of %s pixels', (sizePx) => {
    expect(() => iconFile([{ sizePx, png: Buffer.alloc(1) }])).toThrow(RangeError);
  });
});

describe("the program's icon", () => {
  it('has a picture for every size that Windows shows, each as large as it says', async () => {
    const pictures = iconPictures(await readFile(asset('icon.ico')));
    expect(pictures.map(({ sizePx }) => sizePx)).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
    for (const { sizePx, png } of pictures) {
      const [bytes, width, height] = [Buffer.from(png), 16, 20];
      expect(bytes.toString('hex', 0, 8)).toBe(PNG_SIGNATURE);
      expect([bytes.readUInt32BE(width), bytes.readUInt32BE(height)]).toEqual([sizePx, sizePx]);
    }
  });
});
