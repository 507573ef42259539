/**
 * Certificates of this computer: the part of the probe script that asks for them, and the shape of its answer. Windows
 * PowerShell 5.1 syntax, ASCII, no data from outside. The names of Windows' own texts are localised: identifiers and
 * encoded bytes are told instead.
 */
import * as v from 'valibot';
import type { ComputerCertificate } from '#contract/facts';
import { purposesOf, signingOf } from './certificate-words';
import { dnsNamesOf } from './dns-names-of';

const MOST_CERTIFICATES = 200;
const MOST_LETTERS = 1_000;
const MOST_PURPOSES = 100;
/** A chain is a handful of authorities. */
const MOST_AUTHORITIES = 10;
const MOST_EXTENSION_BYTES = 16_384;
/** Windows may look for a missing authority in the network; .NET Framework cannot forbid it, only end it soon. */
const MOST_SECONDS_PER_LOOKUP = 1;
/** All chains together; the certificates after that are told without one. */
const MOST_SECONDS_FOR_CHAINS = 10;

/**
 * An authority is named to Windows in the order in which its certificate holds the parts (`DC=local, DC=corp, CN=...`),
 * which is Decode without the flag Reversed; the property Name is the other way round.
 */
export const certificateFunctions = `
function Get-IpsecbwCut($Text) {
  $whole = [string] $Text
  if ($whole.Length -gt ${MOST_LETTERS}) { return $whole.Substring(0, ${MOST_LETTERS}) }
  return $whole
}

function Get-IpsecbwName($Name) {
  return Get-IpsecbwCut $Name.Decode([Security.Cryptography.X509Certificates.X500DistinguishedNameFlags]::None)
}

function Get-IpsecbwExtension($Certificate, $Identifier) {
  foreach ($one in $Certificate.Extensions) { if ($one.Oid.Value -eq $Identifier) { return $one } }
}

function Get-IpsecbwPurpose($Certificate) {
  $usage = Get-IpsecbwExtension $Certificate '2.5.29.37'
  if ($null -eq $usage) { return $null }
  return , @(foreach ($one in @($usage.EnhancedKeyUsages | Select-Object -First ${MOST_PURPOSES})) { [string] $one.Value })
}

function Get-IpsecbwAlternativeName($Certificate) {
  $names = Get-IpsecbwExtension $Certificate '2.5.29.17'
  if ($null -eq $names -or $names.RawData.Length -gt ${MOST_EXTENSION_BYTES}) { return '' }
  return [Convert]::ToBase64String($names.RawData)
}

function Get-IpsecbwKeyParameter($Certificate) {
  $parameters = $Certificate.PublicKey.EncodedParameters
  if ($null -eq $parameters -or $null -eq $parameters.RawData -or $parameters.RawData.Length -gt 64) { return '' }
  return [BitConverter]::ToString($parameters.RawData).Replace('-', '')
}

function Get-IpsecbwChain($Certificate) {
  $chain = New-Object -TypeName Security.Cryptography.X509Certificates.X509Chain
  $chain.ChainPolicy.RevocationMode = [Security.Cryptography.X509Certificates.X509RevocationMode]::NoCheck
  $chain.ChainPolicy.UrlRetrievalTimeout = [TimeSpan]::FromSeconds(${MOST_SECONDS_PER_LOOKUP})
  try {
    $null = $chain.Build($Certificate)
    $members = @(foreach ($one in $chain.ChainElements) { $one.Certificate })
    if ($members.Count -eq 0) { return @{ authorities = @(); complete = $false } }
    $top = $members[-1]
    return @{
      authorities = @(foreach ($one in @($members | Select-Object -Skip 1 -First ${MOST_AUTHORITIES})) { Get-IpsecbwName $one.SubjectName })
      complete = [bool] ($members.Count -le ${MOST_AUTHORITIES} -and $top.Subject -ceq $top.Issuer)
    }
  } catch { return @{ authorities = @(); complete = $false } } finally { $chain.Reset() }
}

function Get-IpsecbwCertificate($Certificate, [bool] $WithChain) {
  $chain = @{ authorities = @(); complete = $false }
  if ($WithChain) { $chain = Get-IpsecbwChain $Certificate }
  return @{
    thumbprint = [string] $Certificate.Thumbprint
    subject = Get-IpsecbwName $Certificate.SubjectName
    issuer = Get-IpsecbwName $Certificate.IssuerName
    authorities = @($chain.authorities)
    complete = $chain.complete
    notBefore = $Certificate.NotBefore.ToUniversalTime().ToString('o', [Globalization.CultureInfo]::InvariantCulture)
    notAfter = $Certificate.NotAfter.ToUniversalTime().ToString('o', [Globalization.CultureInfo]::InvariantCulture)
    hasPrivateKey = [bool] $Certificate.HasPrivateKey
    purposes = Get-IpsecbwPurpose $Certificate
    alternativeNames = Get-IpsecbwAlternativeName $Certificate
    key = [string] $Certificate.PublicKey.Oid.Value
    keyParameters = Get-IpsecbwKeyParameter $Certificate
  }
}
`;

/** The store is opened by its own name: the drive Cert: needs a module that may not be there. */
const reading = `
    $store = New-Object -TypeName Security.Cryptography.X509Certificates.X509Store -ArgumentList 'My', 'LocalMachine'
    $store.Open('ReadOnly, OpenExistingOnly')
    $watch = [Diagnostics.Stopwatch]::StartNew()
    try {
      foreach ($one in @($store.Certificates | Select-Object -First ${MOST_CERTIFICATES})) {
        Get-IpsecbwCertificate $one ($watch.Elapsed.TotalSeconds -lt ${MOST_SECONDS_FOR_CHAINS})
      }
    } finally { $store.Close() }
`;

export const aboutCertificates = `
  certificates = Get-IpsecbwFact {
    Assert-IpsecbwWindows${reading}  }
`;

const text = v.pipe(v.string(), v.maxLength(MOST_LETTERS));
const moment = v.pipe(
  text,
  v.check((told) => !Number.isNaN(Date.parse(told))),
);

const certificate = v.pipe(
  v.object({
    thumbprint: v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{40}$/u)),
    subject: text,
    issuer: text,
    authorities: v.pipe(v.array(text), v.maxLength(MOST_AUTHORITIES)),
    complete: v.boolean(),
    notBefore: moment,
    notAfter: moment,
    hasPrivateKey: v.boolean(),
    purposes: v.nullable(v.pipe(v.array(text), v.maxLength(MOST_PURPOSES))),
    alternativeNames: v.pipe(v.string(), v.maxLength(2 * MOST_EXTENSION_BYTES), v.regex(/^[A-Za-z0-9+/]*={0,2}$/u)),
    key: text,
    keyParameters: v.pipe(text, v.regex(/^[0-9A-Fa-f]*$/u)),
  }),
  v.transform(
    ({ authorities, complete, alternativeNames, key, keyParameters, purposes, ...told }): ComputerCertificate => ({
      ...told,
      thumbprint: told.thumbprint.toUpperCase(),
      dnsNames: dnsNamesOf(Buffer.from(alternativeNames, 'base64')),
      root: complete ? (authorities.at(-1) ?? told.subject) : null,
      intermediates: complete ? authorities.slice(0, -1) : authorities,
      purposes: purposesOf(purposes),
      signing: signingOf(key, keyParameters),
    }),
  ),
);

/** The certificates of the probe's answer, from unknown. */
export const certificatesSchema: v.GenericSchema<unknown, readonly ComputerCertificate[]> = v.pipe(
  v.array(certificate),
  v.maxLength(MOST_CERTIFICATES),
);
