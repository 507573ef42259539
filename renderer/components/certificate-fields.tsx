import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { Attempt } from '#contract/facts';
import type { Finding } from '#contract/finding';
import type { CertificateMethod } from '#preflight/certificate-fit';
import type { Role } from '#policy/model';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { certificateChoices, namesOffered, type CertificateChoice } from '../wizard/certificate-choices';
import { findingsAt } from '../wizard/findings';
import { CertificatePicker } from './certificate-picker';
import { ChoiceField } from './choice-field';
import { ServerNameFields } from './server-name-fields';
import { TextField } from './text-field';

interface CertificateFieldsProps {
  readonly method: CertificateMethod;
  readonly role: Role;
  /** The method's own path; findings of its members stand below it. */
  readonly path: string;
  readonly findings: readonly Finding[];
  readonly onChange: (method: CertificateMethod, field: string) => void;
}

function useChoices(method: CertificateMethod, role: Role): Attempt<readonly CertificateChoice[]> | undefined {
  const overview = useStore(useStores().computer.state, overviewOf);
  return overview === undefined ? undefined : certificateChoices(overview.computer, method, role);
}

/** The authority, picked by a certificate of this computer or written; and the name that the server's must hold. */
export function CertificateFields({ method, role, path, findings, onChange }: CertificateFieldsProps): ReactElement {
  const { methods: texts } = useTexts().rule;
  const choices = useChoices(method, role);
  const change = (part: Partial<CertificateMethod>): void => {
    onChange({ ...method, ...part }, `${path}.authority`);
  };
  return (
    <>
      <CertificatePicker choices={choices} role={role} named={method.authority.trim() !== ''} onChoose={change} />
      <div className="columns">
        <TextField
          label={texts.authority}
          hint={texts.authorityHint}
          value={method.authority}
          findings={findingsAt(findings, `${path}.authority`)}
          onChange={(authority) => {
            change({ authority });
          }}
        />
        <ChoiceField
          label={texts.authorityType}
          hint={texts.authorityTypeHint}
          value={method.authorityType}
          choices={(['root', 'intermediate'] as const).map((value) => ({ value, text: texts.authorityTypes[value] }))}
          onChange={(authorityType) => {
            change({ authorityType });
          }}
        />
      </div>
      <ServerNameFields
        method={method}
        role={role}
        offered={role === 'server' && choices?.available === true ? namesOffered(choices.value) : []}
        findings={findingsAt(findings, `${path}.server.name`)}
        onChange={(next) => {
          onChange(next, `${path}.server`);
        }}
      />
    </>
  );
}
