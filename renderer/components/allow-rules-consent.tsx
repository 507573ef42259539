import { Checkbox } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Finding, FindingContexts } from '#contract/finding';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { useReviewed } from '../wizard/use-wizard';

type Open = FindingContexts['port-not-closed'];
type Off = FindingContexts['allow-rules-put-aside'];

const openIn = (findings: readonly Finding[]): Open | undefined =>
  findings.flatMap((one) => (one.code === 'port-not-closed' ? [one.context] : []))[0];
const offIn = (findings: readonly Finding[]): Off | undefined =>
  findings.flatMap((one) => (one.code === 'allow-rules-put-aside' ? [one.context] : []))[0];

/** Where the firewall is off, or lets in what no rule blocks, nothing is closed by rules: a finding says so. */
const isOpenByDefault = (findings: readonly Finding[]): boolean =>
  findings.some(({ code }) => code === 'port-open-by-default');

/**
 * The firewall rules of others that let the port in beside ours, and the one tick that switches off those of exactly this
 * port. Nothing is shown where none is left and none was switched off.
 */
export function AllowRulesConsent({ findings }: { readonly findings: readonly Finding[] }): ReactElement | null {
  const { allowRules: texts } = useTexts().review;
  const { consent: store } = useStores();
  const { consent } = useReviewed();
  const [open, off] = [openIn(findings), offIn(findings)];
  const port = (open ?? off)?.port;
  if (port === undefined) return null;
  const canAgree = consent.allowRules || (open?.removableCount ?? 0) > 0;
  return (
    <section className="consent">
      <h2>{texts.title(port)}</h2>
      {open !== undefined && open.removableCount > 0 && (
        <Names title={texts.removable} names={open.removable} count={open.removableCount} />
      )}
      {off !== undefined && <Names title={texts.off} names={off.rules} count={off.count} />}
      {canAgree && (
        <Checkbox
          label={texts.agree}
          checked={consent.allowRules}
          onChange={(_, { checked }) => {
            store.setState({ allowRules: checked === true });
          }}
        />
      )}
      {open !== undefined && open.stayingCount > 0 && (
        <Names title={texts.staying} names={open.staying} count={open.stayingCount} />
      )}
      {open !== undefined && <p className="hint">{texts.notClosed}</p>}
      {open === undefined && !isOpenByDefault(findings) && <p className="hint">{texts.closed}</p>}
    </section>
  );
}

interface NamesProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly count: number;
}

function Names({ title, names, count }: NamesProps): ReactElement {
  const { allowRules: texts } = useTexts().review;
  return (
    <>
      <p>{title}</p>
      <ul className="object-names">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
        {count > names.length && <li>{texts.more(count - names.length)}</li>}
      </ul>
    </>
  );
}
