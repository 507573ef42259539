import type { Block } from './report-blocks';

/** A text of others, such as a computer's name, must not become a line or a mark of the document. */
const inOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, ' ');

const escaped = (text: string): string => inOneLine(text).replace(/[\\`*_{}[\]<>#|&~!]/gu, '\\$&');
const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
const lines = (text: string): readonly string[] => text.trimEnd().split('\n').map(inOneLine);

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'paragraph':
      return escaped(block.text);
    case 'strong':
      return `**${escaped(block.text)}**`;
    case 'verbatim':
      return lines(block.text)
        .map((line) => `    ${line}`.trimEnd())
        .join('\n');
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'table':
      return [row(block.head), `| ${block.head.map(() => '---').join(' | ')} |`, ...block.rows.map(row)].join('\n');
  }
}

/** The document as Markdown (CommonMark with tables). */
export const markdown = (blocks: readonly Block[]): string => `${blocks.map(markdownOf).join('\n\n')}\n`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => inOneLine(text).replace(/[&<>"']/gu, (letter) => entities[letter] ?? '');
const cells = (tag: 'th' | 'td', texts: readonly string[]): string =>
  `<tr>${texts.map((text) => `<${tag}>${safe(text)}</${tag}>`).join('')}</tr>`;

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${safe(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${safe(block.text)}</p>`;
    case 'strong':
      return `<p><strong>${safe(block.text)}</strong></p>`;
    case 'verbatim':
      return `<pre>${block.text.trimEnd().split('\n').map(safe).join('\n')}</pre>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${safe(item)}</li>`).join('')}</ul>`;
    case 'table':
      return `<table><thead>${cells('th', block.head)}</thead><tbody>${block.rows.map((one) => cells('td', one)).join('')}</tbody></table>`;
  }
}

const style =
  'body{font:15px/1.5 "Segoe UI",sans-serif;max-width:60em;margin:2em auto;padding:0 1em}' +
  'table{border-collapse:collapse}th,td{border:1px solid #888;padding:.2em .6em;text-align:left}pre{white-space:pre-wrap}';

/** The document as one HTML file that loads nothing and runs nothing. */
export const html = (title: string, blocks: readonly Block[]): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${safe(title)}</title><style>${style}</style></head>`,
    '<body>',
    ...blocks.map(htmlOf),
    '</body>',
    '</html>',
    '',
  ].join('\n');
