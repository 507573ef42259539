import type { ReactElement } from 'react';
import { useTexts } from '../i18n/texts-context';
import type { LineActor, PictureLine } from '../wizard/picture-lines';
import { type IconName, iconPath } from './icon';
import { glyphs, spots } from './picture-spots';

/** A line that is as it should not be never bears a lock, however well it is encrypted. */
export function markOf({ look, tone }: PictureLine): IconName {
  if (look === 'cut') return 'cross';
  return look === 'held' && tone === 'good' ? 'lock' : 'warning';
}

/** Who gets through, drawn; the same stands in words below, so that screen readers pass it by. */
export function PictureDrawing({ lines }: { readonly lines: readonly PictureLine[] }): ReactElement {
  const { picture: texts } = useTexts();
  const of = (actor: LineActor): readonly PictureLine[] => lines.filter((line) => line.actor === actor);
  const actors = [...new Set(lines.map(({ actor }) => actor))];
  return (
    <svg className="picture-drawing" viewBox="0 0 264 484" aria-hidden="true" focusable="false">
      {actors.map((actor) => of(actor).map((line, at) => <Line key={`${actor} ${at}`} line={line} at={at} />))}
      {(['server', 'workstation', ...actors] as const).map((who) => {
        const glyph = glyphs[who];
        return (
          glyph !== undefined && (
            <g key={who} className={`glyph glyph-${who}`}>
              <path d={glyph.path} transform={`translate(${glyph.x} ${glyph.y})`} />
              <text x={glyph.nameX} y={glyph.nameY} textAnchor={glyph.anchor} className="picture-name">
                {texts.names[who]}
              </text>
            </g>
          )
        );
      })}
    </svg>
  );
}

interface LineProps {
  readonly line: PictureLine;
  /** The second of an actor, over the other address family, lies beside the first. */
  readonly at: number;
}

const beside = 13;
const gap = 13;

function Line({ line, at }: LineProps): ReactElement {
  const { from, to, shift } = spots[line.actor];
  const [x1, y1, x2, y2] = [from.x + shift * at * beside, from.y, to.x + shift * at * beside, to.y];
  const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [((x2 - x1) / length) * gap, ((y2 - y1) / length) * gap];
  return (
    <g className={`line line-${line.look} tone-${line.tone}`}>
      <path
        className="stroke"
        d={`M${x1} ${y1}L${middle.x - dx} ${middle.y - dy}M${middle.x + dx} ${middle.y + dy}L${x2} ${y2}`}
      />
      <path
        className="line-mark"
        d={iconPath(markOf(line))}
        transform={`translate(${middle.x - 9} ${middle.y - 9}) scale(1.125)`}
      />
      <Label line={line} at={at} />
    </g>
  );
}

const lineHeight = 12.5;

function Label({ line, at }: LineProps): ReactElement {
  const { picture: texts } = useTexts();
  const { label } = spots[line.actor];
  const said = [texts.verdict(line), texts.because(line.outcome), texts.over(line)];
  return (
    <text x={label.x} y={label.y + at * (said.length * lineHeight + 3)} textAnchor={label.anchor}>
      {said.map((words, row) => (
        <tspan
          key={row}
          x={label.x}
          dy={row === 0 ? 0 : lineHeight}
          className={row === 0 ? 'picture-verdict' : undefined}
        >
          {words}
        </tspan>
      ))}
    </text>
  );
}
