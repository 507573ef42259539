/** The forms in which a secret could leak: plain, normalised apart, and in the usual encodings. */
export function secretForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const wide = Buffer.from(secret, 'utf16le');
  return [
    secret,
    secret.normalize('NFD'),
    bytes.toString('latin1'),
    wide.toString('latin1'),
    bytes.toString('base64').replace(/=+$/u, ''),
    wide.toString('base64').replace(/=+$/u, ''),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ];
}
