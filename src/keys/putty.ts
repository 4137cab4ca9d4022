/**
 * A PuTTY key file (`.ppk`, version 2, without passphrase, CRLF) of an RSA key given as PKCS#1 PEM.
 * The comment is brought to printable ASCII: a line end would add fields, and node-forge miscounts wider characters.
 */
export async function toPutty(privateKeyPem: string, comment: string): Promise<string> {
  // Loaded here because it takes 40 ms and most runs of the service never need it.
  const { default: forge } = await import('node-forge')
  const key = forge.pki.privateKeyFromPem(privateKeyPem)
  return forge.ssh.privateKeyToPutty(key, '', comment.replace(/[^\x20-\x7e]/gu, '?'))
}
