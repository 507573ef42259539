// Made by `npm run generate` from reference/netipsec-cmdlets.json. Do not edit.

import type { FromRead, FromSecret, FromStep, UtcText } from '#contract/invocation';

/** The parameters of each cmdlet. Of what changes a store only the form that names its object is here. */
export interface CmdletParameters {
  readonly 'New-NetIPsecAuthProposal':
    | {
        readonly Authority: string;
        readonly Cert: true;
        readonly Machine: true;
        readonly AccountMapping?: true;
        readonly AuthorityType?: 'Invalid' | 'Root' | 'Intermediate';
        readonly ExtendedKeyUsage?: string | readonly string[];
        readonly ExcludeCAName?: true;
        readonly FollowRenewal?: true;
        readonly Health?: true;
        readonly SelectionCriteria?: true;
        readonly Signing?: 'Invalid' | 'RSA' | 'ECDSA256' | 'ECDSA384';
        readonly SubjectName?: string;
        readonly SubjectNameType?: 'None' | 'DomainName' | 'UserPrincipalName' | 'EmailAddress' | 'CN' | 'OU' | 'O' | 'DC';
        readonly Thumbprint?: string;
        readonly ValidationCriteria?: true;
        readonly User?: never;
        readonly Anonymous?: never;
        readonly Kerberos?: never;
        readonly Proxy?: never;
        readonly Ntlm?: never;
        readonly PreSharedKey?: never;
      }
    | {
        readonly Authority: string;
        readonly Cert: true;
        readonly User: true;
        readonly AccountMapping?: true;
        readonly AuthorityType?: 'Invalid' | 'Root' | 'Intermediate';
        readonly ExtendedKeyUsage?: string | readonly string[];
        readonly ExcludeCAName?: true;
        readonly FollowRenewal?: true;
        readonly SelectionCriteria?: true;
        readonly Signing?: 'Invalid' | 'RSA' | 'ECDSA256' | 'ECDSA384';
        readonly SubjectName?: string;
        readonly SubjectNameType?: 'None' | 'DomainName' | 'UserPrincipalName' | 'EmailAddress' | 'CN' | 'OU' | 'O' | 'DC';
        readonly Thumbprint?: string;
        readonly ValidationCriteria?: true;
        readonly Machine?: never;
        readonly Health?: never;
        readonly Anonymous?: never;
        readonly Kerberos?: never;
        readonly Proxy?: never;
        readonly Ntlm?: never;
        readonly PreSharedKey?: never;
      }
    | {
        readonly Anonymous: true;
        readonly Authority?: never;
        readonly Cert?: never;
        readonly Machine?: never;
        readonly AccountMapping?: never;
        readonly AuthorityType?: never;
        readonly ExtendedKeyUsage?: never;
        readonly ExcludeCAName?: never;
        readonly FollowRenewal?: never;
        readonly Health?: never;
        readonly SelectionCriteria?: never;
        readonly Signing?: never;
        readonly SubjectName?: never;
        readonly SubjectNameType?: never;
        readonly Thumbprint?: never;
        readonly ValidationCriteria?: never;
        readonly User?: never;
        readonly Kerberos?: never;
        readonly Proxy?: never;
        readonly Ntlm?: never;
        readonly PreSharedKey?: never;
      }
    | {
        readonly Kerberos: true;
        readonly Machine: true;
        readonly Proxy?: string;
        readonly Authority?: never;
        readonly Cert?: never;
        readonly AccountMapping?: never;
        readonly AuthorityType?: never;
        readonly ExtendedKeyUsage?: never;
        readonly ExcludeCAName?: never;
        readonly FollowRenewal?: never;
        readonly Health?: never;
        readonly SelectionCriteria?: never;
        readonly Signing?: never;
        readonly SubjectName?: never;
        readonly SubjectNameType?: never;
        readonly Thumbprint?: never;
        readonly ValidationCriteria?: never;
        readonly User?: never;
        readonly Anonymous?: never;
        readonly Ntlm?: never;
        readonly PreSharedKey?: never;
      }
    | {
        readonly Kerberos: true;
        readonly User: true;
        readonly Proxy?: string;
        readonly Authority?: never;
        readonly Cert?: never;
        readonly Machine?: never;
        readonly AccountMapping?: never;
        readonly AuthorityType?: never;
        readonly ExtendedKeyUsage?: never;
        readonly ExcludeCAName?: never;
        readonly FollowRenewal?: never;
        readonly Health?: never;
        readonly SelectionCriteria?: never;
        readonly Signing?: never;
        readonly SubjectName?: never;
        readonly SubjectNameType?: never;
        readonly Thumbprint?: never;
        readonly ValidationCriteria?: never;
        readonly Anonymous?: never;
        readonly Ntlm?: never;
        readonly PreSharedKey?: never;
      }
    | {
        readonly Machine: true;
        readonly Ntlm: true;
        readonly Authority?: never;
        readonly Cert?: never;
        readonly AccountMapping?: never;
        readonly AuthorityType?: never;
        readonly ExtendedKeyUsage?: never;
        readonly ExcludeCAName?: never;
        readonly FollowRenewal?: never;
        readonly Health?: never;
        readonly SelectionCriteria?: never;
        readonly Signing?: never;
        readonly SubjectName?: never;
        readonly SubjectNameType?: never;
        readonly Thumbprint?: never;
        readonly ValidationCriteria?: never;
        readonly User?: never;
        readonly Anonymous?: never;
        readonly Kerberos?: never;
        readonly Proxy?: never;
        readonly PreSharedKey?: never;
      }
    | {
        readonly Machine: true;
        readonly PreSharedKey: FromSecret;
        readonly Authority?: never;
        readonly Cert?: never;
        readonly AccountMapping?: never;
        readonly AuthorityType?: never;
        readonly ExtendedKeyUsage?: never;
        readonly ExcludeCAName?: never;
        readonly FollowRenewal?: never;
        readonly Health?: never;
        readonly SelectionCriteria?: never;
        readonly Signing?: never;
        readonly SubjectName?: never;
        readonly SubjectNameType?: never;
        readonly Thumbprint?: never;
        readonly ValidationCriteria?: never;
        readonly User?: never;
        readonly Anonymous?: never;
        readonly Kerberos?: never;
        readonly Proxy?: never;
        readonly Ntlm?: never;
      }
    | {
        readonly Ntlm: true;
        readonly User: true;
        readonly Authority?: never;
        readonly Cert?: never;
        readonly Machine?: never;
        readonly AccountMapping?: never;
        readonly AuthorityType?: never;
        readonly ExtendedKeyUsage?: never;
        readonly ExcludeCAName?: never;
        readonly FollowRenewal?: never;
        readonly Health?: never;
        readonly SelectionCriteria?: never;
        readonly Signing?: never;
        readonly SubjectName?: never;
        readonly SubjectNameType?: never;
        readonly Thumbprint?: never;
        readonly ValidationCriteria?: never;
        readonly Anonymous?: never;
        readonly Kerberos?: never;
        readonly Proxy?: never;
        readonly PreSharedKey?: never;
      };
  readonly 'New-NetIPsecMainModeCryptoProposal':
    | {
        readonly Encryption?: 'None' | 'DES' | 'DES3' | 'AES128' | 'AES192' | 'AES256' | 'AESGCM128' | 'AESGCM192' | 'AESGCM256';
        readonly KeyExchange?: 'None' | 'DH1' | 'DH2' | 'DH14' | 'DH19' | 'DH20' | 'DH24' | 'SameAsMainMode';
        readonly Hash?: 'None' | 'MD5' | 'SHA1' | 'SHA256' | 'SHA384' | 'AESGMAC128' | 'AESGMAC192' | 'AESGMAC256';
      };
  readonly 'New-NetIPsecQuickModeCryptoProposal':
    | {
        readonly Encryption?: 'None' | 'DES' | 'DES3' | 'AES128' | 'AES192' | 'AES256' | 'AESGCM128' | 'AESGCM192' | 'AESGCM256';
        readonly AHHash?: 'None' | 'MD5' | 'SHA1' | 'SHA256' | 'SHA384' | 'AESGMAC128' | 'AESGMAC192' | 'AESGMAC256';
        readonly ESPHash?: 'None' | 'MD5' | 'SHA1' | 'SHA256' | 'SHA384' | 'AESGMAC128' | 'AESGMAC192' | 'AESGMAC256';
        readonly MaxKiloBytes?: number;
        readonly MaxMinutes?: number;
        readonly Encapsulation?: 'None' | 'AH' | 'ESP' | readonly ('None' | 'AH' | 'ESP')[];
      };
  readonly 'New-NetIPsecPhase1AuthSet':
    | {
        readonly DisplayName: string;
        readonly Proposal: FromStep | readonly FromStep[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly Name?: string;
        readonly Description?: string;
        readonly Group?: string;
        readonly Default?: never;
      };
  readonly 'New-NetIPsecMainModeCryptoSet':
    | {
        readonly DisplayName: string;
        readonly Proposal: FromStep | readonly FromStep[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly Name?: string;
        readonly Description?: string;
        readonly Group?: string;
        readonly MaxMinutes?: number;
        readonly MaxSessions?: number;
        readonly ForceDiffieHellman?: boolean;
        readonly Default?: never;
      };
  readonly 'New-NetIPsecQuickModeCryptoSet':
    | {
        readonly DisplayName: string;
        readonly Proposal: FromStep | readonly FromStep[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly Name?: string;
        readonly Description?: string;
        readonly Group?: string;
        readonly PerfectForwardSecrecyGroup?: 'None' | 'DH1' | 'DH2' | 'DH14' | 'DH19' | 'DH20' | 'DH24' | 'SameAsMainMode';
        readonly Default?: never;
      };
  readonly 'New-NetIPsecMainModeRule':
    | {
        readonly DisplayName: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly Name?: string;
        readonly Description?: string;
        readonly Group?: string;
        readonly Enabled?: 'True' | 'False';
        readonly Profile?: 'Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable' | readonly ('Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable')[];
        readonly Platform?: string | readonly string[];
        readonly MainModeCryptoSet?: string;
        readonly Phase1AuthSet?: string;
        readonly LocalAddress?: string | readonly string[];
        readonly RemoteAddress?: string | readonly string[];
      };
  readonly 'New-NetIPsecRule':
    | {
        readonly DisplayName: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly IPsecRuleName?: string;
        readonly Description?: string;
        readonly Group?: string;
        readonly Enabled?: 'True' | 'False';
        readonly Profile?: 'Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable' | readonly ('Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable')[];
        readonly Platform?: string | readonly string[];
        readonly Mode?: 'None' | 'Tunnel' | 'Transport';
        readonly InboundSecurity?: 'None' | 'Request' | 'Require';
        readonly OutboundSecurity?: 'None' | 'Request' | 'Require';
        readonly QuickModeCryptoSet?: string;
        readonly Phase1AuthSet?: string;
        readonly Phase2AuthSet?: string;
        readonly KeyModule?: 'Default' | 'IKEv1' | 'AuthIP' | 'IKEv2';
        readonly TunnelType?: 'PointToSite';
        readonly AllowWatchKey?: boolean;
        readonly AllowSetKey?: boolean;
        readonly LocalTunnelEndpoint?: string | readonly string[];
        readonly RemoteTunnelEndpoint?: string | readonly string[];
        readonly RemoteTunnelHostname?: string;
        readonly ForwardPathLifetime?: number;
        readonly EncryptedTunnelBypass?: boolean;
        readonly RequireAuthorization?: boolean;
        readonly User?: string;
        readonly Machine?: string;
        readonly LocalAddress?: string | readonly string[];
        readonly RemoteAddress?: string | readonly string[];
        readonly Protocol?: string;
        readonly LocalPort?: string | readonly string[];
        readonly RemotePort?: string | readonly string[];
        readonly InterfaceAlias?: string | readonly string[];
        readonly InterfaceType?: 'Any' | 'Wired' | 'Wireless' | 'RemoteAccess';
      };
  readonly 'New-NetFirewallRule':
    | {
        readonly DisplayName: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly Name?: string;
        readonly Description?: string;
        readonly Group?: string;
        readonly Enabled?: 'True' | 'False';
        readonly Profile?: 'Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable' | readonly ('Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable')[];
        readonly Platform?: string | readonly string[];
        readonly Direction?: 'Inbound' | 'Outbound';
        readonly Action?: 'NotConfigured' | 'Allow' | 'Block';
        readonly EdgeTraversalPolicy?: 'Block' | 'Allow' | 'DeferToUser' | 'DeferToApp';
        readonly LooseSourceMapping?: boolean;
        readonly LocalOnlyMapping?: boolean;
        readonly Owner?: string;
        readonly LocalAddress?: string | readonly string[];
        readonly RemoteAddress?: string | readonly string[];
        readonly Protocol?: string;
        readonly LocalPort?: string | readonly string[];
        readonly RemotePort?: string | readonly string[];
        readonly IcmpType?: string | readonly string[];
        readonly DynamicTarget?: 'Any' | 'ProximityApps' | 'ProximitySharing' | 'WifiDirectPrinting' | 'WifiDirectDisplay' | 'WifiDirectDevices';
        readonly Program?: string;
        readonly Package?: string;
        readonly Service?: string;
        readonly InterfaceAlias?: string | readonly string[];
        readonly InterfaceType?: 'Any' | 'Wired' | 'Wireless' | 'RemoteAccess';
        readonly LocalUser?: string;
        readonly RemoteUser?: string;
        readonly RemoteMachine?: string;
        readonly Authentication?: 'NotRequired' | 'Required' | 'NoEncap';
        readonly Encryption?: 'NotRequired' | 'Required' | 'Dynamic';
        readonly OverrideBlockRules?: boolean;
        readonly RemoteDynamicKeywordAddresses?: string | readonly string[];
      };
  readonly 'Set-NetIPsecRule':
    | {
        readonly IPsecRuleName: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly NewDisplayName?: string;
        readonly Description?: string;
        readonly Enabled?: 'True' | 'False';
        readonly Profile?: 'Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable' | readonly ('Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable')[];
        readonly Platform?: string | readonly string[];
        readonly Mode?: 'None' | 'Tunnel' | 'Transport';
        readonly InboundSecurity?: 'None' | 'Request' | 'Require';
        readonly OutboundSecurity?: 'None' | 'Request' | 'Require';
        readonly QuickModeCryptoSet?: string;
        readonly Phase1AuthSet?: string;
        readonly Phase2AuthSet?: string;
        readonly KeyModule?: 'Default' | 'IKEv1' | 'AuthIP' | 'IKEv2';
        readonly AllowWatchKey?: boolean;
        readonly AllowSetKey?: boolean;
        readonly LocalTunnelEndpoint?: string | readonly string[];
        readonly RemoteTunnelEndpoint?: string | readonly string[];
        readonly RemoteTunnelHostname?: string;
        readonly ForwardPathLifetime?: number;
        readonly EncryptedTunnelBypass?: boolean;
        readonly RequireAuthorization?: boolean;
        readonly User?: string;
        readonly Machine?: string;
        readonly LocalAddress?: string | readonly string[];
        readonly RemoteAddress?: string | readonly string[];
        readonly Protocol?: string;
        readonly LocalPort?: string | readonly string[];
        readonly RemotePort?: string | readonly string[];
        readonly InterfaceAlias?: string | readonly string[];
        readonly InterfaceType?: 'Any' | 'Wired' | 'Wireless' | 'RemoteAccess';
        readonly PassThru?: true;
      };
  readonly 'Set-NetIPsecMainModeRule':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly NewDisplayName?: string;
        readonly Description?: string;
        readonly Enabled?: 'True' | 'False';
        readonly Profile?: 'Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable' | readonly ('Any' | 'Domain' | 'Private' | 'Public' | 'NotApplicable')[];
        readonly Platform?: string | readonly string[];
        readonly MainModeCryptoSet?: string;
        readonly Phase1AuthSet?: string;
        readonly LocalAddress?: string | readonly string[];
        readonly RemoteAddress?: string | readonly string[];
        readonly PassThru?: true;
      };
  readonly 'Enable-NetIPsecRule':
    | {
        readonly IPsecRuleName: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Disable-NetIPsecRule':
    | {
        readonly IPsecRuleName: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Enable-NetIPsecMainModeRule':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Disable-NetIPsecMainModeRule':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Enable-NetFirewallRule':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Disable-NetFirewallRule':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Remove-NetIPsecPhase1AuthSet':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Remove-NetIPsecMainModeCryptoSet':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Remove-NetIPsecQuickModeCryptoSet':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Remove-NetIPsecMainModeRule':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Remove-NetIPsecRule':
    | {
        readonly IPsecRuleName: string;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Remove-NetFirewallRule':
    | {
        readonly Name: string;
        readonly PolicyStore?: string;
        readonly TracePolicyStore?: true;
        readonly PassThru?: true;
      };
  readonly 'Get-NetIPsecPhase1AuthSet':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly Name: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly DisplayName: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly Description?: string | readonly string[];
        readonly DisplayGroup?: string | readonly string[];
        readonly Group?: string | readonly string[];
        readonly PrimaryStatus?: 'Unknown' | 'OK' | 'Inactive' | 'Error' | readonly ('Unknown' | 'OK' | 'Inactive' | 'Error')[];
        readonly Status?: string | readonly string[];
        readonly PolicyStoreSource?: string | readonly string[];
        readonly PolicyStoreSourceType?: 'None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded' | readonly ('None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded')[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly AssociatedNetIPsecRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly AssociatedNetIPsecRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly AssociatedNetIPsecMainModeRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
      };
  readonly 'Get-NetIPsecPhase2AuthSet':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly Name: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly DisplayName: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly Description?: string | readonly string[];
        readonly DisplayGroup?: string | readonly string[];
        readonly Group?: string | readonly string[];
        readonly PrimaryStatus?: 'Unknown' | 'OK' | 'Inactive' | 'Error' | readonly ('Unknown' | 'OK' | 'Inactive' | 'Error')[];
        readonly Status?: string | readonly string[];
        readonly PolicyStoreSource?: string | readonly string[];
        readonly PolicyStoreSourceType?: 'None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded' | readonly ('None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded')[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly AssociatedNetIPsecRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      };
  readonly 'Get-NetIPsecMainModeCryptoSet':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly MaxMinutes?: never;
        readonly MaxSessions?: never;
        readonly ForceDiffieHellman?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly Name: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly MaxMinutes?: never;
        readonly MaxSessions?: never;
        readonly ForceDiffieHellman?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly DisplayName: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly MaxMinutes?: never;
        readonly MaxSessions?: never;
        readonly ForceDiffieHellman?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly Description?: string | readonly string[];
        readonly DisplayGroup?: string | readonly string[];
        readonly Group?: string | readonly string[];
        readonly MaxMinutes?: number | readonly number[];
        readonly MaxSessions?: number | readonly number[];
        readonly ForceDiffieHellman?: boolean;
        readonly PrimaryStatus?: 'Unknown' | 'OK' | 'Inactive' | 'Error' | readonly ('Unknown' | 'OK' | 'Inactive' | 'Error')[];
        readonly Status?: string | readonly string[];
        readonly PolicyStoreSource?: string | readonly string[];
        readonly PolicyStoreSourceType?: 'None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded' | readonly ('None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded')[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly AssociatedNetIPsecMainModeRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly MaxMinutes?: never;
        readonly MaxSessions?: never;
        readonly ForceDiffieHellman?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      };
  readonly 'Get-NetIPsecQuickModeCryptoSet':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PerfectForwardSecrecyGroup?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly Name: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PerfectForwardSecrecyGroup?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly DisplayName: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PerfectForwardSecrecyGroup?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly Description?: string | readonly string[];
        readonly DisplayGroup?: string | readonly string[];
        readonly Group?: string | readonly string[];
        readonly PerfectForwardSecrecyGroup?: 'None' | 'DH1' | 'DH2' | 'DH14' | 'DH19' | 'DH20' | 'DH24' | 'SameAsMainMode' | readonly ('None' | 'DH1' | 'DH2' | 'DH14' | 'DH19' | 'DH20' | 'DH24' | 'SameAsMainMode')[];
        readonly PrimaryStatus?: 'Unknown' | 'OK' | 'Inactive' | 'Error' | readonly ('Unknown' | 'OK' | 'Inactive' | 'Error')[];
        readonly Status?: string | readonly string[];
        readonly PolicyStoreSource?: string | readonly string[];
        readonly PolicyStoreSourceType?: 'None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded' | readonly ('None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded')[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly AssociatedNetIPsecRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly PerfectForwardSecrecyGroup?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      };
  readonly 'Get-NetIPsecMainModeRule':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly Enabled?: never;
        readonly MainModeCryptoSet?: never;
        readonly Phase1AuthSet?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      }
    | {
        readonly Name: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly Enabled?: never;
        readonly MainModeCryptoSet?: never;
        readonly Phase1AuthSet?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      }
    | {
        readonly DisplayName: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly Enabled?: never;
        readonly MainModeCryptoSet?: never;
        readonly Phase1AuthSet?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      }
    | {
        readonly Description?: string | readonly string[];
        readonly DisplayGroup?: string | readonly string[];
        readonly Group?: string | readonly string[];
        readonly Enabled?: 'True' | 'False' | readonly ('True' | 'False')[];
        readonly MainModeCryptoSet?: string | readonly string[];
        readonly Phase1AuthSet?: string | readonly string[];
        readonly PrimaryStatus?: 'Unknown' | 'OK' | 'Inactive' | 'Error' | readonly ('Unknown' | 'OK' | 'Inactive' | 'Error')[];
        readonly Status?: string | readonly string[];
        readonly PolicyStoreSource?: string | readonly string[];
        readonly PolicyStoreSourceType?: 'None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded' | readonly ('None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded')[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
      };
  readonly 'Get-NetIPsecRule':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly IPsecRuleName?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly Enabled?: never;
        readonly Mode?: never;
        readonly InboundSecurity?: never;
        readonly OutboundSecurity?: never;
        readonly QuickModeCryptoSet?: never;
        readonly Phase1AuthSet?: never;
        readonly Phase2AuthSet?: never;
        readonly KeyModule?: never;
        readonly AllowWatchKey?: never;
        readonly AllowSetKey?: never;
        readonly RemoteTunnelHostname?: never;
        readonly ForwardPathLifetime?: never;
        readonly EncryptedTunnelBypass?: never;
        readonly RequireAuthorization?: never;
        readonly User?: never;
        readonly Machine?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      }
    | {
        readonly IPsecRuleName: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly Enabled?: never;
        readonly Mode?: never;
        readonly InboundSecurity?: never;
        readonly OutboundSecurity?: never;
        readonly QuickModeCryptoSet?: never;
        readonly Phase1AuthSet?: never;
        readonly Phase2AuthSet?: never;
        readonly KeyModule?: never;
        readonly AllowWatchKey?: never;
        readonly AllowSetKey?: never;
        readonly RemoteTunnelHostname?: never;
        readonly ForwardPathLifetime?: never;
        readonly EncryptedTunnelBypass?: never;
        readonly RequireAuthorization?: never;
        readonly User?: never;
        readonly Machine?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      }
    | {
        readonly DisplayName: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly IPsecRuleName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly Enabled?: never;
        readonly Mode?: never;
        readonly InboundSecurity?: never;
        readonly OutboundSecurity?: never;
        readonly QuickModeCryptoSet?: never;
        readonly Phase1AuthSet?: never;
        readonly Phase2AuthSet?: never;
        readonly KeyModule?: never;
        readonly AllowWatchKey?: never;
        readonly AllowSetKey?: never;
        readonly RemoteTunnelHostname?: never;
        readonly ForwardPathLifetime?: never;
        readonly EncryptedTunnelBypass?: never;
        readonly RequireAuthorization?: never;
        readonly User?: never;
        readonly Machine?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      }
    | {
        readonly Description?: string | readonly string[];
        readonly DisplayGroup?: string | readonly string[];
        readonly Group?: string | readonly string[];
        readonly Enabled?: 'True' | 'False' | readonly ('True' | 'False')[];
        readonly Mode?: 'None' | 'Tunnel' | 'Transport' | readonly ('None' | 'Tunnel' | 'Transport')[];
        readonly InboundSecurity?: 'None' | 'Request' | 'Require' | readonly ('None' | 'Request' | 'Require')[];
        readonly OutboundSecurity?: 'None' | 'Request' | 'Require' | readonly ('None' | 'Request' | 'Require')[];
        readonly QuickModeCryptoSet?: string | readonly string[];
        readonly Phase1AuthSet?: string | readonly string[];
        readonly Phase2AuthSet?: string | readonly string[];
        readonly KeyModule?: 'Default' | 'IKEv1' | 'AuthIP' | 'IKEv2' | readonly ('Default' | 'IKEv1' | 'AuthIP' | 'IKEv2')[];
        readonly AllowWatchKey?: boolean;
        readonly AllowSetKey?: boolean;
        readonly RemoteTunnelHostname?: string | readonly string[];
        readonly ForwardPathLifetime?: number | readonly number[];
        readonly EncryptedTunnelBypass?: boolean;
        readonly RequireAuthorization?: boolean;
        readonly User?: string | readonly string[];
        readonly Machine?: string | readonly string[];
        readonly PrimaryStatus?: 'Unknown' | 'OK' | 'Inactive' | 'Error' | readonly ('Unknown' | 'OK' | 'Inactive' | 'Error')[];
        readonly Status?: string | readonly string[];
        readonly PolicyStoreSource?: string | readonly string[];
        readonly PolicyStoreSourceType?: 'None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded' | readonly ('None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded')[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly IPsecRuleName?: never;
        readonly DisplayName?: never;
      };
  readonly 'Get-NetFirewallRule':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly TracePolicyStore?: true;
        readonly Name?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly Enabled?: never;
        readonly Direction?: never;
        readonly Action?: never;
        readonly EdgeTraversalPolicy?: never;
        readonly LooseSourceMapping?: never;
        readonly LocalOnlyMapping?: never;
        readonly Owner?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      }
    | {
        readonly Name: string | readonly string[];
        readonly PolicyStore?: string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly DisplayName?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly Enabled?: never;
        readonly Direction?: never;
        readonly Action?: never;
        readonly EdgeTraversalPolicy?: never;
        readonly LooseSourceMapping?: never;
        readonly LocalOnlyMapping?: never;
        readonly Owner?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      }
    | {
        readonly DisplayName: string | readonly string[];
        readonly PolicyStore?: string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly Description?: never;
        readonly DisplayGroup?: never;
        readonly Group?: never;
        readonly Enabled?: never;
        readonly Direction?: never;
        readonly Action?: never;
        readonly EdgeTraversalPolicy?: never;
        readonly LooseSourceMapping?: never;
        readonly LocalOnlyMapping?: never;
        readonly Owner?: never;
        readonly PrimaryStatus?: never;
        readonly Status?: never;
        readonly PolicyStoreSource?: never;
        readonly PolicyStoreSourceType?: never;
      }
    | {
        readonly Description?: string | readonly string[];
        readonly DisplayGroup?: string | readonly string[];
        readonly Group?: string | readonly string[];
        readonly Enabled?: 'True' | 'False' | readonly ('True' | 'False')[];
        readonly Direction?: 'Inbound' | 'Outbound' | readonly ('Inbound' | 'Outbound')[];
        readonly Action?: 'NotConfigured' | 'Allow' | 'Block' | readonly ('NotConfigured' | 'Allow' | 'Block')[];
        readonly EdgeTraversalPolicy?: 'Block' | 'Allow' | 'DeferToUser' | 'DeferToApp' | readonly ('Block' | 'Allow' | 'DeferToUser' | 'DeferToApp')[];
        readonly LooseSourceMapping?: boolean;
        readonly LocalOnlyMapping?: boolean;
        readonly Owner?: string | readonly string[];
        readonly PrimaryStatus?: 'Unknown' | 'OK' | 'Inactive' | 'Error' | readonly ('Unknown' | 'OK' | 'Inactive' | 'Error')[];
        readonly Status?: string | readonly string[];
        readonly PolicyStoreSource?: string | readonly string[];
        readonly PolicyStoreSourceType?: 'None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded' | readonly ('None' | 'Local' | 'GroupPolicy' | 'Dynamic' | 'Generated' | 'Hardcoded')[];
        readonly PolicyStore?: string;
        readonly TracePolicyStore?: true;
        readonly All?: never;
        readonly Name?: never;
        readonly DisplayName?: never;
      };
  readonly 'Get-NetFirewallAddressFilter':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly AssociatedNetFirewallRule?: never;
        readonly AssociatedNetIPsecRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly AssociatedNetFirewallRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly AssociatedNetIPsecRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly AssociatedNetIPsecRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly AssociatedNetFirewallRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly AssociatedNetIPsecMainModeRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly AssociatedNetFirewallRule?: never;
        readonly AssociatedNetIPsecRule?: never;
      };
  readonly 'Get-NetFirewallPortFilter':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly Protocol?: never;
        readonly DynamicTarget?: never;
        readonly AssociatedNetFirewallRule?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly Protocol?: string | readonly string[];
        readonly DynamicTarget?: 'Any' | 'ProximityApps' | 'ProximitySharing' | 'WifiDirectPrinting' | 'WifiDirectDisplay' | 'WifiDirectDevices' | readonly ('Any' | 'ProximityApps' | 'ProximitySharing' | 'WifiDirectPrinting' | 'WifiDirectDisplay' | 'WifiDirectDevices')[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly AssociatedNetFirewallRule?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly AssociatedNetFirewallRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly Protocol?: never;
        readonly DynamicTarget?: never;
        readonly AssociatedNetIPsecRule?: never;
      }
    | {
        readonly AssociatedNetIPsecRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly Protocol?: never;
        readonly DynamicTarget?: never;
        readonly AssociatedNetFirewallRule?: never;
      };
  readonly 'Get-NetFirewallProfile':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly Name?: never;
        readonly AssociatedNetFirewallRule?: never;
        readonly AssociatedNetIPsecRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly Name: string | readonly string[];
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly AssociatedNetFirewallRule?: never;
        readonly AssociatedNetIPsecRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly AssociatedNetFirewallRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly Name?: never;
        readonly AssociatedNetIPsecRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly AssociatedNetIPsecRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly Name?: never;
        readonly AssociatedNetFirewallRule?: never;
        readonly AssociatedNetIPsecMainModeRule?: never;
      }
    | {
        readonly AssociatedNetIPsecMainModeRule: FromRead;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
        readonly All?: never;
        readonly Name?: never;
        readonly AssociatedNetFirewallRule?: never;
        readonly AssociatedNetIPsecRule?: never;
      };
  readonly 'Get-NetFirewallSetting':
    | {
        readonly All?: true;
        readonly PolicyStore?: string;
        readonly GPOSession?: FromStep | string;
      };
  readonly 'Find-NetIPsecRule':
    | {
        readonly RemoteAddress: string;
        readonly LocalAddress?: string;
        readonly Protocol?: string;
        readonly LocalPort?: number;
        readonly RemotePort?: number;
      };
  readonly 'New-ScheduledTaskAction':
    | {
        readonly Execute: string;
        readonly Id?: string;
        readonly Argument?: string;
        readonly WorkingDirectory?: string;
      };
  readonly 'New-ScheduledTaskTrigger':
    | {
        readonly At: UtcText;
        readonly Once: true;
        readonly RandomDelay?: string;
        readonly RepetitionDuration?: string;
        readonly RepetitionInterval?: string;
        readonly Daily?: never;
        readonly DaysInterval?: never;
        readonly Weekly?: never;
        readonly DaysOfWeek?: never;
        readonly WeeksInterval?: never;
        readonly AtStartup?: never;
        readonly AtLogOn?: never;
        readonly User?: never;
      }
    | {
        readonly Daily: true;
        readonly At: UtcText;
        readonly DaysInterval?: number;
        readonly RandomDelay?: string;
        readonly Once?: never;
        readonly RepetitionDuration?: never;
        readonly RepetitionInterval?: never;
        readonly Weekly?: never;
        readonly DaysOfWeek?: never;
        readonly WeeksInterval?: never;
        readonly AtStartup?: never;
        readonly AtLogOn?: never;
        readonly User?: never;
      }
    | {
        readonly At: UtcText;
        readonly Weekly: true;
        readonly RandomDelay?: string;
        readonly DaysOfWeek?: 'Sunday' | 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | readonly ('Sunday' | 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday')[];
        readonly WeeksInterval?: number;
        readonly Once?: never;
        readonly RepetitionDuration?: never;
        readonly RepetitionInterval?: never;
        readonly Daily?: never;
        readonly DaysInterval?: never;
        readonly AtStartup?: never;
        readonly AtLogOn?: never;
        readonly User?: never;
      }
    | {
        readonly AtStartup: true;
        readonly RandomDelay?: string;
        readonly At?: never;
        readonly Once?: never;
        readonly RepetitionDuration?: never;
        readonly RepetitionInterval?: never;
        readonly Daily?: never;
        readonly DaysInterval?: never;
        readonly Weekly?: never;
        readonly DaysOfWeek?: never;
        readonly WeeksInterval?: never;
        readonly AtLogOn?: never;
        readonly User?: never;
      }
    | {
        readonly AtLogOn: true;
        readonly RandomDelay?: string;
        readonly User?: string;
        readonly At?: never;
        readonly Once?: never;
        readonly RepetitionDuration?: never;
        readonly RepetitionInterval?: never;
        readonly Daily?: never;
        readonly DaysInterval?: never;
        readonly Weekly?: never;
        readonly DaysOfWeek?: never;
        readonly WeeksInterval?: never;
        readonly AtStartup?: never;
      };
  readonly 'New-ScheduledTaskPrincipal':
    | {
        readonly UserId: string;
        readonly Id?: string;
        readonly RunLevel?: 'Limited' | 'Highest';
        readonly ProcessTokenSidType?: 'None' | 'Unrestricted' | 'Default';
        readonly RequiredPrivilege?: string | readonly string[];
        readonly LogonType?: 'None' | 'Password' | 'S4U' | 'Interactive' | 'Group' | 'ServiceAccount' | 'InteractiveOrPassword';
        readonly GroupId?: never;
      }
    | {
        readonly GroupId: string;
        readonly Id?: string;
        readonly RunLevel?: 'Limited' | 'Highest';
        readonly ProcessTokenSidType?: 'None' | 'Unrestricted' | 'Default';
        readonly RequiredPrivilege?: string | readonly string[];
        readonly UserId?: never;
        readonly LogonType?: never;
      };
  readonly 'New-ScheduledTaskSettingsSet':
    | {
        readonly DisallowDemandStart?: true;
        readonly DisallowHardTerminate?: true;
        readonly Compatibility?: 'At' | 'V1' | 'Vista' | 'Win7' | 'Win8';
        readonly DeleteExpiredTaskAfter?: string;
        readonly AllowStartIfOnBatteries?: true;
        readonly Disable?: true;
        readonly MaintenanceExclusive?: true;
        readonly Hidden?: true;
        readonly RunOnlyIfIdle?: true;
        readonly IdleWaitTimeout?: string;
        readonly NetworkId?: string;
        readonly NetworkName?: string;
        readonly DisallowStartOnRemoteAppSession?: true;
        readonly MaintenancePeriod?: string;
        readonly MaintenanceDeadline?: string;
        readonly StartWhenAvailable?: true;
        readonly DontStopIfGoingOnBatteries?: true;
        readonly WakeToRun?: true;
        readonly IdleDuration?: string;
        readonly RestartOnIdle?: true;
        readonly DontStopOnIdleEnd?: true;
        readonly ExecutionTimeLimit?: string;
        readonly MultipleInstances?: 'Parallel' | 'Queue' | 'IgnoreNew';
        readonly Priority?: number;
        readonly RestartCount?: number;
        readonly RestartInterval?: string;
        readonly RunOnlyIfNetworkAvailable?: true;
      };
  readonly 'New-ScheduledTask':
    | {
        readonly Action?: FromStep | readonly FromStep[];
        readonly Description?: string;
        readonly Principal?: FromStep;
        readonly Settings?: FromStep;
        readonly Trigger?: FromStep | readonly FromStep[];
      };
  readonly 'Register-ScheduledTask':
    | {
        readonly TaskName: string;
        readonly Action: FromStep | readonly FromStep[];
        readonly Force?: true;
        readonly TaskPath?: string;
        readonly Principal?: FromStep;
        readonly Description?: string;
        readonly Settings?: FromStep;
        readonly Trigger?: FromStep | readonly FromStep[];
        readonly InputObject?: never;
        readonly Password?: never;
        readonly User?: never;
      }
    | {
        readonly InputObject: FromRead | FromStep;
        readonly Force?: true;
        readonly User?: string;
        readonly TaskName?: string;
        readonly TaskPath?: string;
        readonly Action?: never;
        readonly Principal?: never;
        readonly Description?: never;
        readonly Settings?: never;
        readonly Trigger?: never;
        readonly Password?: never;
      };
  readonly 'Unregister-ScheduledTask':
    | {
        readonly TaskName: string;
        readonly TaskPath: string;
        readonly PassThru?: true;
        readonly Confirm: false;
      };
  readonly 'Start-ScheduledTask':
    | {
        readonly TaskName: string;
        readonly TaskPath: string;
      };
  readonly 'Get-ScheduledTask':
    | {
        readonly TaskName?: string | readonly string[];
        readonly TaskPath?: string | readonly string[];
      };
  readonly 'Get-ScheduledTaskInfo':
    | {
        readonly TaskName: string;
        readonly TaskPath?: string;
        readonly InputObject?: never;
      }
    | {
        readonly InputObject: FromRead | FromStep;
        readonly TaskName?: never;
        readonly TaskPath?: never;
      };
  readonly 'Open-NetGPO':
    | {
        readonly PolicyStore: string;
        readonly DomainController?: string;
      };
  readonly 'Save-NetGPO':
    | {
        readonly GPOSession: FromStep | string;
      };
}

/** The switches of each cmdlet: they are written `-Machine`, while a Boolean is written `-ForceDiffieHellman $true`. */
export const switchParameters: Readonly<Record<string, readonly string[]>> = {
  'New-NetIPsecAuthProposal': ['AccountMapping', 'Anonymous', 'Cert', 'ExcludeCAName', 'FollowRenewal', 'Health', 'Kerberos', 'Machine', 'Ntlm', 'SelectionCriteria', 'User', 'ValidationCriteria'],
  'New-NetIPsecMainModeCryptoProposal': [],
  'New-NetIPsecQuickModeCryptoProposal': [],
  'New-NetIPsecPhase1AuthSet': ['Default'],
  'New-NetIPsecMainModeCryptoSet': ['Default'],
  'New-NetIPsecQuickModeCryptoSet': ['Default'],
  'New-NetIPsecMainModeRule': [],
  'New-NetIPsecRule': [],
  'New-NetFirewallRule': [],
  'Set-NetIPsecRule': ['PassThru'],
  'Set-NetIPsecMainModeRule': ['PassThru'],
  'Enable-NetIPsecRule': ['All', 'PassThru', 'TracePolicyStore'],
  'Disable-NetIPsecRule': ['All', 'PassThru', 'TracePolicyStore'],
  'Enable-NetIPsecMainModeRule': ['All', 'PassThru', 'TracePolicyStore'],
  'Disable-NetIPsecMainModeRule': ['All', 'PassThru', 'TracePolicyStore'],
  'Enable-NetFirewallRule': ['All', 'PassThru', 'TracePolicyStore'],
  'Disable-NetFirewallRule': ['All', 'PassThru', 'TracePolicyStore'],
  'Remove-NetIPsecPhase1AuthSet': ['All', 'PassThru', 'TracePolicyStore'],
  'Remove-NetIPsecMainModeCryptoSet': ['All', 'PassThru', 'TracePolicyStore'],
  'Remove-NetIPsecQuickModeCryptoSet': ['All', 'PassThru', 'TracePolicyStore'],
  'Remove-NetIPsecMainModeRule': ['All', 'PassThru', 'TracePolicyStore'],
  'Remove-NetIPsecRule': ['All', 'PassThru', 'TracePolicyStore'],
  'Remove-NetFirewallRule': ['All', 'PassThru', 'TracePolicyStore'],
  'Get-NetIPsecPhase1AuthSet': ['All', 'TracePolicyStore'],
  'Get-NetIPsecPhase2AuthSet': ['All', 'TracePolicyStore'],
  'Get-NetIPsecMainModeCryptoSet': ['All', 'TracePolicyStore'],
  'Get-NetIPsecQuickModeCryptoSet': ['All', 'TracePolicyStore'],
  'Get-NetIPsecMainModeRule': ['All', 'TracePolicyStore'],
  'Get-NetIPsecRule': ['All', 'TracePolicyStore'],
  'Get-NetFirewallRule': ['All', 'TracePolicyStore'],
  'Get-NetFirewallAddressFilter': ['All'],
  'Get-NetFirewallPortFilter': ['All'],
  'Get-NetFirewallProfile': ['All'],
  'Get-NetFirewallSetting': ['All'],
  'Find-NetIPsecRule': [],
  'New-ScheduledTaskAction': [],
  'New-ScheduledTaskTrigger': ['AtLogOn', 'AtStartup', 'Daily', 'Once', 'Weekly'],
  'New-ScheduledTaskPrincipal': [],
  'New-ScheduledTaskSettingsSet': ['AllowStartIfOnBatteries', 'Disable', 'DisallowDemandStart', 'DisallowHardTerminate', 'DisallowStartOnRemoteAppSession', 'DontStopIfGoingOnBatteries', 'DontStopOnIdleEnd', 'Hidden', 'MaintenanceExclusive', 'RestartOnIdle', 'RunOnlyIfIdle', 'RunOnlyIfNetworkAvailable', 'StartWhenAvailable', 'WakeToRun'],
  'New-ScheduledTask': [],
  'Register-ScheduledTask': ['Force'],
  'Unregister-ScheduledTask': ['Confirm', 'PassThru'],
  'Start-ScheduledTask': [],
  'Get-ScheduledTask': [],
  'Get-ScheduledTaskInfo': [],
  'Open-NetGPO': [],
  'Save-NetGPO': [],
  'Get-ItemProperty': [],
  'Remove-ItemProperty': ['Confirm', 'Force'],
  'Set-ItemProperty': ['Confirm', 'Force', 'PassThru'],
  'Start-Service': ['Confirm', 'PassThru'],
  'Restart-Service': ['Confirm', 'Force', 'PassThru'],
};
