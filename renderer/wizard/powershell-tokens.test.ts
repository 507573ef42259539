import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powerShellTokens } from './powershell-tokens';

describe('powerShellTokens', () => {
  it('tells cmdlets, parameters, texts and variables apart', () => {
    const tokens = powerShellTokens("New-NetIPsecRule -DisplayName 'It''s -not # a comment' -Proposal $p1 # why");
    expect(tokens.filter(({ kind }) => kind !== 'plain')).toEqual([
      { kind: 'cmdlet', text: 'New-NetIPsecRule' },
      { kind: 'parameter', text: '-DisplayName' },
      { kind: 'text', text: "'It''s -not # a comment'" },
      { kind: 'parameter', text: '-Proposal' },
      { kind: 'variable', text: '$p1' },
      { kind: 'comment', text: '# why' },
    ]);
  });

  it('loses nothing of any line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        expect(
          powerShellTokens(line)
            .map(({ text }) => text)
            .join(''),
        ).toBe(line);
      }),
    );
  });
});
