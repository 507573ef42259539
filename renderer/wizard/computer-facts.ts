import type { Attempt } from '#contract/facts';
import type { Overview } from '#contract/ipc';
import type { Texts } from '../i18n/en';

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly status: 'good' | 'mind' | 'bad' | 'unknown';
}

type FactTexts = Texts['start']['facts'];
type Told = Omit<Fact, 'label'>;

const backupPort = 4531;
const shownAtMost = 6;

/** A fact that could not be read is a fact as well: it says why. */
const told = <T>(texts: FactTexts, attempt: Attempt<T>, tell: (value: T) => Told): Told =>
  attempt.available ? tell(attempt.value) : { value: texts.unavailable(attempt.reason), status: 'unknown' };

const good = (value: string): Told => ({ value, status: 'good' });

function list(texts: FactTexts, items: readonly string[]): string {
  const shown = items.slice(0, shownAtMost).join(', ');
  return items.length > shownAtMost ? `${shown} ${texts.andMore(items.length - shownAtMost)}` : shown;
}

/** The facts of a computer in the words of the catalogue, each with what it means for this program. */
export function factsOf({ computer, foreignIpsecRules }: Overview, texts: FactTexts): readonly Fact[] {
  const { languageMode } = computer;
  const full = languageMode === 'FullLanguage';
  return [
    { label: texts.name, ...good(computer.computerName) },
    {
      label: texts.windows,
      ...told(texts, computer.windows, ({ edition, build }) => good(texts.windowsValue(edition, build))),
    },
    { label: texts.domain, ...told(texts, computer.domain, (domain) => good(domain ?? texts.workgroup)) },
    {
      label: texts.rights,
      ...told(texts, computer.elevated, (elevated) =>
        elevated ? good(texts.elevated) : { value: texts.notElevated, status: 'mind' },
      ),
    },
    {
      label: texts.addresses,
      ...told(texts, computer.addresses, (addresses) =>
        addresses.length === 0 ? { value: texts.noAddresses, status: 'mind' } : good(list(texts, addresses)),
      ),
    },
    {
      label: texts.listening,
      ...told(texts, computer.listeningPorts, (ports) =>
        good(ports.includes(backupPort) ? texts.listens : texts.listensNot),
      ),
    },
    {
      label: texts.powershell,
      ...(full ? good(texts.fullLanguage) : { value: texts.lockedDown(languageMode), status: 'bad' as const }),
    },
    { label: texts.module, ...told(texts, computer.netSecurityModule, () => good(texts.modulePresent)) },
    {
      label: texts.foreignRules,
      value: foreignIpsecRules.length === 0 ? texts.noForeignRules : list(texts, foreignIpsecRules),
      status: foreignIpsecRules.length === 0 ? 'good' : 'mind',
    },
  ];
}
