/**
 * Makes assets/icon.ico and assets/icon.png from the two drawings beside them, with a Chromium as the painter:
 *
 *   node --import tsx e2e/tools/make-icons.ts [path of a chromium]
 *
 * Run it after a drawing was changed, look at the pictures, and commit them with the drawing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { iconFile } from './icon-file';

const asset = (name: string): string => fileURLToPath(new URL(`../../assets/${name}`, import.meta.url));

/** Thin outlines turn to mist below 32 pixels, so the small sizes have a drawing of their own. */
const SMALL = { drawing: 'icon-small.svg', sizesPx: [16, 20, 24] };
const LARGE = { drawing: 'icon.svg', sizesPx: [32, 40, 48, 64, 128, 256] };
const PLAIN_PICTURE_PX = 512;

const CHROMIUM = process.argv[2] ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run',
  '--disable-background-networking --disable-component-update --disable-sync',
].flatMap((flags) => flags.split(' '));

async function paint(page: Page, drawing: string, sizePx: number): Promise<Buffer> {
  const source = (await readFile(asset(drawing))).toString('base64');
  await page.setViewportSize({ width: sizePx, height: sizePx });
  await page.setContent(
    `<body style="margin:0;background:transparent">
     <img style="display:block" width="${sizePx}" height="${sizePx}" src="data:image/svg+xml;base64,${source}">`,
  );
  return page.screenshot({ omitBackground: true });
}

const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  const page = await browser.newPage();
  const pictures = [];
  for (const { drawing, sizesPx } of [SMALL, LARGE]) {
    for (const sizePx of sizesPx) pictures.push({ sizePx, png: await paint(page, drawing, sizePx) });
  }
  await writeFile(asset('icon.ico'), iconFile(pictures));
  await writeFile(asset('icon.png'), await paint(page, LARGE.drawing, PLAIN_PICTURE_PX));
} finally {
  await browser.close();
}
