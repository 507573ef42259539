import { createServer, type AddressInfo, type Server } from 'node:net';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificateFunctions, certificatesSchema } from './powershell-certificates';
import { parseReach, reachScript } from './powershell-reach';
import type { PowerShellSession } from './powershell-session';

import { needsPowerShell, openRealPowerShell, realPowerShell } from './testing/real-powershell';

/** Made with openssl for this test: P-256, of CN=Test Root CA, whose certificate is not at hand; no key is kept. */
const certificate = [
  'MIIC1zCCAb+gAwIBAgIUR4miehu1hA2GC1U+YnKPAMXq8xswDQYJKoZIhvcNAQELBQAwRjEXMBUGCgmSJomT8ixkARkWB2V4YW1w',
  'bGUxFDASBgoJkiaJk/IsZAEZFgRjb3JwMRUwEwYDVQQDDAxUZXN0IFJvb3QgQ0EwIBcNMjYxMTIxMTYxOTEwWhgPMjA3NjExMDgx',
  'NjE5MTBaMDgxFzAVBgoJkiaJk/IsZAEZFgdleGFtcGxlMQ0wCwYDVQQKDARBLCBCMQ4wDAYDVQQDDAVzcnYwMTBZMBMGByqGSM49',
  'AgEGCCqGSM49AwEHA0IABOHGRLFDROxwb7H/6xLfVJ7c/5v8nu31z3MpmvQ3Bp8VaCrX/HT0BP9R/g577PgTTFACrXxJjkh6ek9y',
  'uJV7HACjgZMwgZAwKgYDVR0RBCMwIYISc3J2MDEuY29ycC5leGFtcGxlhwTAAAIBggVzcnYwMTAiBgNVHSUEGzAZBggrBgEFBQcD',
  'AgYIKwYBBQUIAgIGAyoDBDAdBgNVHQ4EFgQUlYbeJQBE0NSDrYSE7aoXPGXsu20wHwYDVR0jBBgwFoAUbTn+jfRa68QUZ7CbmQI+',
  'J8uD9ZEwDQYJKoZIhvcNAQELBQADggEBAAUiFt08JWzTWJVnpUFSKCLzFQRyE3blp8t0RrUFBvL2hYYdNt7YH6XMHsP31BdLSNdb',
  'M1XRs5Qq0RymLmYYlmmbYvZnKe0dY+brHUS1AQUnpatIQHokeMJJXs4AziMV8HBHO5iJ4cUwFJuIzC51xQGhavTcDHp/eopD3pAE',
  'DA5HsD5q1iGHidn0wqj8sry/ADjexR6M8YO6mzcBS8oTFn/F6P98xew2UxQbb5aCWCsAa0lEkMAQpqn1T85vJH8C8QeLRrNNwkLG',
  'aDfJehExoKuS5M3VZZijedG553k+E7hkuGpb7iAtsKctzKD/uhhDQPv2CS5dqstjn06Yi5DPIok=',
].join('');

describe.skipIf(realPowerShell === undefined)(needsPowerShell('facts about certificates and the peer'), () => {
  let session: PowerShellSession;
  beforeAll(async () => {
    session = await openRealPowerShell();
  });
  afterAll(async () => {
    await session.close();
  });

  it('tell a certificate by identifiers and bytes, not in the language of Windows', async () => {
    const answer = await session.call(
      `${certificateFunctions}
      $bytes = [Convert]::FromBase64String('${certificate}')
      $one = New-Object -TypeName Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $bytes)
      @{ value = @(Get-IpsecbwCertificate $one $true) }`,
      'test',
    );
    const { value } = v.parse(v.object({ value: certificatesSchema }), answer);
    expect(value).toEqual([
      {
        thumbprint: 'A36AD157C3D837CE3564431B4F30B3C9629580B2',
        subject: 'DC=example, O="A, B", CN=srv01',
        issuer: 'DC=example, DC=corp, CN=Test Root CA',
        dnsNames: ['srv01.corp.example', 'srv01'],
        root: null,
        intermediates: [],
        notBefore: '2026-11-21T16:19:10.0000000Z',
        notAfter: '2076-11-08T16:19:10.0000000Z',
        hasPrivateKey: false,
        purposes: ['client-authentication', 'ipsec-ike-intermediate', 'other'],
        signing: 'ECDSA256',
      },
    ]);
  });

  describe('the peer', () => {
    let server: Server;
    let port = 0;
    beforeAll(async () => {
      server = createServer((socket) => socket.destroy());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      ({ port } = server.address() as AddressInfo);
    });
    const reach = async (): Promise<string | undefined> =>
      parseReach(await session.call(reachScript({ address: '127.0.0.1', port }), 'test'));

    it('answers where something listens, and is told to refuse where nothing does any more', async () => {
      expect(await reach()).toBe('answers');
      await new Promise((resolve) => server.close(resolve));
      expect(await reach()).toBe('refused');
    });

    it('does not answer where nobody is, and nobody waits for it', async () => {
      // TEST-NET-1 (RFC 5737). A sandbox without a route may refuse in the place of somebody who is not there.
      const began = Date.now();
      const answer = await session.call(reachScript({ address: '192.0.2.1', port: 4531 }), 'test');
      expect(['silent', 'refused']).toContain(parseReach(answer));
      expect(Date.now() - began).toBeLessThan(5_000);
    });
  });
});
