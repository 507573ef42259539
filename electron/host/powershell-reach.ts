import * as v from 'valibot';
import type { Peer, PeerAnswer } from '#contract/facts';
import { quote } from '#compiler/quote';

/** A server that is near answers in milliseconds; nobody waits longer for a hint. */
const MOST_MS = 2_000;

/** In whose name an answer that is none is told. */
export const reachCmdlet = 'TcpClient';

/**
 * Opens one TCP connection and closes it at once: Windows PowerShell 5.1 syntax, nothing is sent. A connection that is
 * refused and one that nobody answers are told apart by the socket's error, which is not localised.
 */
export const reachScript = ({ address, port }: Peer): string => `
& {
  $address = [Net.IPAddress]::Parse(${quote(address)})
  $client = New-Object -TypeName Net.Sockets.TcpClient -ArgumentList $address.AddressFamily
  try {
    $attempt = $client.BeginConnect($address, ${Math.trunc(port)}, $null, $null)
    if (-not $attempt.AsyncWaitHandle.WaitOne(${MOST_MS})) { return 'silent' }
    $client.EndConnect($attempt)
    return 'answers'
  } catch {
    $reason = $_.Exception.GetBaseException()
    if ($reason -is [Net.Sockets.SocketException] -and "$($reason.SocketErrorCode)" -eq 'ConnectionRefused') { return 'refused' }
    return 'silent'
  } finally { $client.Close() }
}
`;

const answers = v.picklist(['answers', 'refused', 'silent']);

/** What the script answered; undefined where it is nothing of the sort. */
export function parseReach(answer: unknown): PeerAnswer | undefined {
  const parsed = v.safeParse(answers, answer);
  return parsed.success ? parsed.output : undefined;
}
