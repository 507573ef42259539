import { type ReactElement, useEffect, useState } from 'react';
import { mainModeSpelling, quickModeSpelling } from '#policy/algorithms';
import type { IpAddressChoice, IpFilter, IpPort, IpSecurityPolicy, SecurityRule } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { maskOf } from '../wizard/filters';

const shownAtMost = 8;

/** What the other computer would have to hold, so that the two come together. */
export function MatchingSide({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement | null {
  const { matching: texts } = useTexts().comparison;
  const { comparison } = useStores();
  const [other, setOther] = useState<IpSecurityPolicy>();
  useEffect(() => {
    let isShown = true;
    void comparison.otherSide(policy).then((found) => {
      if (isShown) setOther(found);
    });
    return () => {
      isShown = false;
    };
  }, [comparison, policy]);
  if (other === undefined) return null;
  return (
    <section className="matching" aria-label={texts.title}>
      <h3>{texts.title}</h3>
      <p>{texts.text(other.role)}</p>
      <Summary policy={other} />
    </section>
  );
}

/** What holds for the whole policy, then every rule by the name of its filter list. */
function Summary({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { matching: texts } = useTexts().comparison;
  return (
    <>
      <dl>
        <dt>{texts.name}</dt>
        <dd>{policy.name}</dd>
        <dt>{texts.keyExchange}</dt>
        <dd>{policy.keyExchange.methods.map(mainModeSpelling).join(', ')}</dd>
      </dl>
      {policy.rules.map((rule, at) => (
        <RuleSummary key={at} rule={rule} />
      ))}
    </>
  );
}

/** Who proves what, and by which methods, is said only of a rule that negotiates. */
function RuleSummary({ rule }: { readonly rule: SecurityRule }): ReactElement {
  const { comparison, protection, rule: ruleTexts } = useTexts();
  const { matching: texts } = comparison;
  const { filterList, filterAction, authenticationMethods } = rule;
  const proofs = authenticationMethods.map(({ kind }) => ruleTexts.methods.kinds[kind]);
  return (
    <>
      <h4>{texts.rule(filterList.name)}</h4>
      <dl>
        <dt>{texts.filters}</dt>
        <Filters filters={filterList.filters} />
        <dt>{texts.action}</dt>
        <dd>{protection.behaviours[filterAction.kind]}</dd>
        {filterAction.kind === 'negotiate-security' && (
          <>
            <dt>{texts.authentication}</dt>
            <dd>{proofs.join(', ')}</dd>
            <dt>{texts.methods}</dt>
            <dd>{filterAction.securityMethods.map(quickModeSpelling).join(', ')}</dd>
          </>
        )}
      </dl>
    </>
  );
}

function Filters({ filters }: { readonly filters: readonly IpFilter[] }): ReactElement {
  const { comparison, filter: words } = useTexts();
  const { matching: texts } = comparison;
  const end = (choice: IpAddressChoice, port: IpPort): string => {
    const mask = choice.kind === 'subnet' ? ` ${maskOf(choice)}` : '';
    return texts.end(`${words.addressWords(choice)}${mask}`, port.kind === 'any' ? undefined : port.port);
  };
  return (
    <>
      {filters.slice(0, shownAtMost).map((one, at) => (
        <dd key={at} className={at === 0 ? undefined : 'further'}>
          {texts.filter(
            words.protocolWord(one.protocol),
            end(one.source, one.sourcePort),
            end(one.destination, one.destinationPort),
            one.mirrored,
          )}
        </dd>
      ))}
      {filters.length > shownAtMost && <dd className="further">{texts.more(filters.length - shownAtMost)}</dd>}
    </>
  );
}
