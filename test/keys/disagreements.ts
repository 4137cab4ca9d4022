interface Disagreement {
  readonly accepts: 'we' | 'they'
  readonly why: string
}

const they = (why: string): Disagreement => ({ accepts: 'they', why })

const oneKey = 'A key pair is one key; ssh-keygen reads the whole file and is content with one good line.'
const privateKey = 'ssh-keygen reads private keys too; the service must never take one in.'
const options = 'ssh-keygen reads authorized_keys and known_hosts files; a key pair has no options or host names.'
const token = 'The cloud does not list hardware tokens (sk-...) among its key types.'
const control = 'A control character in a stored line can end it early or act on a terminal; ssh-keygen ignores it.'
const exponent = 'ssh-keygen -l does not look at the exponent; such a key can never verify a signature safely.'
const padding = 'Two spellings of one number would be two keys to compare; ssh-keygen silently rewrites the number.'
const dsa = 'ssh-keygen -l does not look at the numbers of a DSA key; such a key can never verify a signature safely.'

/** Where we and `ssh-keygen -l` differ: category of the corpus, who accepts, and why that is right for us. */
export const disagreements: Readonly<Record<string, Disagreement>> = {
  'several keys': they(oneKey),
  'text below': they(oneKey),
  'comment line above': they(oneKey),
  'PEM private key': they(privateKey),
  'OpenSSH private key': they(privateKey),
  'private key after a public one': they(privateKey),
  'option command': they(options),
  'option from': they(options),
  'option restrict': they(options),
  'host name in front': they(options),
  'signature algorithm as type': they(
    'rsa-sha2-256 and rsa-sha2-512 name signatures; ssh-keygen takes them for ssh-rsa.'
  ),
  'hardware token ed25519': they(token),
  'hardware token ecdsa': they(token),
  'certificate signed by a hardware token': they(token),
  'tab between fields': they('The stored line has single blanks; a tab is refused like every control character.'),
  'tab in the comment': they(control),
  'NUL in the comment': they(control),
  'escape sequence in the comment': they(control),
  'CR in the comment': they(control),
  'CR in the data': they('ssh-keygen skips white space inside the data; the stored line would keep it.'),
  'line separator U+2028 in the comment': they('Some readers of the stored line would break it in two there.'),
  'comment over 16 KiB': they('A limit of ours, far above every real key, so that no request can fill the store.'),
  'rsa exponent even': they(exponent),
  'rsa exponent zero': they(exponent),
  'rsa exponent one': they(exponent),
  'rsa exponent over 32 bits': they('Other programs (Windows, Go) cannot use it, and it makes every check slower.'),
  'rsa modulus even': they('ssh-keygen -l does not look; an even modulus is no product of two large primes.'),
  'rsa modulus with needless zeros': they(padding),
  'rsa exponent with needless zeros': they(padding),
  'dsa p too small': they(dsa),
  'dsa p too large': they('FIPS 186 knows no DSA key above 3072 bits.'),
  'dsa q of another size': they('An ssh-dss signature has room for a q of 160 bits only (RFC 4253 section 6.6).'),
  'dsa p or q even': they(dsa),
  'dsa g of one': they(dsa),
  'dsa y above p': they(dsa),
  'dsa y zero': they(dsa),
  'certificate with NUL at the end of a name': they('ssh-keygen drops one final NUL; a name with a NUL is no name.'),
  'certificate v00': {
    accepts: 'we',
    why: 'The cloud lists the v00 types; OpenSSH dropped them in 7.0, so today it knows no such type.'
  }
}
