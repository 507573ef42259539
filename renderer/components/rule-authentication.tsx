import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { ruleOf } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { authenticateAllAs, otherwiseAuthenticated } from '../wizard/rules';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { AuthenticationList } from './authentication-list';
import { FindingLines } from './finding-list';
import { Group } from './group';
import { Notice } from './notice';

interface PolicyProps {
  readonly policy: IpSecurityPolicy;
}

/** Authentication of the chosen rule, as far as it negotiates; and the way to make the other rules agree with it. */
export function RuleAuthentication({ policy }: PolicyProps): ReactElement {
  const { rules: texts, rule: words } = useTexts();
  const chosen = useChosenRule();
  const findings = useFindings();
  if (ruleOf(policy, chosen.at)?.filterAction.kind === 'negotiate-security') {
    return (
      <>
        <AuthenticationList policy={policy} />
        <Differing policy={policy} />
      </>
    );
  }
  return (
    <Group title={words.methods.title}>
      <p>{texts.authenticationUnused}</p>
      <FindingLines findings={findingsAt(findings, `${chosen.path}.authenticationMethods`)} />
    </Group>
  );
}

function Differing({ policy }: PolicyProps): ReactElement | null {
  const { rules: texts } = useTexts();
  const { at } = useChosenRule();
  const edit = useEdit();
  const differing = otherwiseAuthenticated(policy, at);
  if (differing === 0) return null;
  return (
    <Notice tone="mind">
      <p>{texts.authenticationDiffers(differing)}</p>
      <Button
        size="small"
        onClick={() => {
          edit((now) => authenticateAllAs(now, at));
        }}
      >
        {texts.authenticateAll}
      </Button>
    </Notice>
  );
}
