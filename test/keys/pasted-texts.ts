/** Texts that people paste in place of a public key, each made as they make it; by words of what they are told. */
import { ed25519, rsa2048 } from './fixtures.ts'

const pub = rsa2048.line
const [type = '', data = ''] = pub.split(' ')
export const bare = `${type} ${data}`
const base64 = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64')
const wide = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
/** `${name}`, which nobody replaced. */
const variable = (name: string) => `$${'{'}${name}}`

/** The key is there all the same, and its line is shown. */
export const withKey: Record<string, readonly string[]> = {
  'quotation marks': [`"${pub}"`, `'${pub}'`, `“${pub}”`, `b'${pub}'`, JSON.stringify(`${pub}\n`), `\`${pub}\``],
  'inside JSON': [JSON.stringify([pub]), JSON.stringify({ PublicKey: pub })],
  backslashes: [
    bare.replaceAll('/', '\\/'),
    bare.replaceAll('+', '\\u002b').replaceAll('=', '\\u003d'),
    `${type}\\ ${data}`
  ],
  'wrote a line end as \\n': [`${bare}\\n`],
  'percent-encoded': [encodeURIComponent(pub), encodeURI(pub), new URLSearchParams({ k: pub }).toString().slice(2)],
  'web form': [pub.replaceAll(' ', '+')],
  'in place of its + signs': [pub.replaceAll('+', ' ')],
  'spaces inside the key data': [`${type} ${data.slice(0, 100)} ${data.slice(100, 200)} ${data.slice(200)} me`],
  HTML: [`<code>${pub}</code>`, pub.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;'), `&nbsp;${pub}`],
  'quoted-printable': [pub.replace(/.{70}/g, '$&=\r\n')],
  'Base64 of the whole': [
    base64(pub),
    base64(pub).replace(/.{76}/g, '$&\n'),
    Buffer.from(pub).toString('base64url'),
    base64(pub, 'utf16le'),
    base64(base64(pub)),
    `data:text/plain;base64,${base64(pub)}`
  ],
  'URL-safe form of Base64': [`${type} ${Buffer.from(data, 'base64').toString('base64url')} me`],
  hexadecimal: [Buffer.from(pub).toString('hex'), Buffer.from(data, 'base64').toString('hex')],
  'byte order mark': [`\ufeff${pub}`],
  'UTF-16': [[...pub].join('\0'), `\ufffd\ufffd${[...pub].join('\0')}\0`],
  'no-break': [pub.replaceAll(' ', '\u00a0'), `\u00a0${pub}`, pub.replace(' ', '\u3000'), pub.replace(' ', '\u2028')],
  'invisible characters': [
    `\u200b${pub}`,
    pub.replace('-', '-\u00ad'),
    `${type} ${data.slice(0, 50)}\u2060${data.slice(50)} me`
  ],
  'full-width': [wide(pub), pub.replace('-', '–')],
  'several lines': [
    pub.replace(/.{80}/g, '$&\n'),
    pub.replace(/.{80}/g, '$& \r\n  '),
    `${pub}\n${pub}`,
    `\`\`\`\n${pub}\n\`\`\``,
    `<<EOT\n${pub}\nEOT`,
    `${type}\n${data}\nme`,
    `# mine\n${pub}`
  ],
  'type in front of the key data is missing': [data, `${data} me@host`],
  'changed places': [`${data} ${type} me`],
  'no space between the key type': [`${type}${data} me`],
  twice: [`${type} ${bare}`],
  'There is a tab': [`${type}\t${data}\tme`],
  'no key type': [`RSA ${data}`, `SSH-RSA ${data}`, `sh-rsa ${data}`, `ssh_rsa ${data}`, `${type}:${data}`],
  'differs from the one inside': [`ssh-ed25519 ${data}`],
  'options of an authorized_keys line': [
    `command="/bin/a b" ${pub}`,
    `restrict ${pub}`,
    `from="10.0.0.0/8",no-pty ${pub}`
  ],
  'Google Cloud': [`user:${pub}`, `user:${pub} google-ssh {"userName":"me"}`, `id_rsa.pub:1:${pub}`],
  'user or the comment': [`me@host ${pub}`],
  'neither options nor a host name': [`me ${pub}`],
  'name and the colon': [`key: ${pub}`, `Public key: ${pub}`],
  assignment: [`KEY=${pub}`, `export KEY="${pub}"`, `public_key = "${pub}"`],
  'begins with #': [`# ${pub}`],
  'list mark': [`- ${pub}`, `> ${pub}`, `1. ${pub}`],
  'prompt of the shell': [`$ ${pub}`, `echo "${pub}" >> ~/.ssh/authorized_keys`],
  'lost its padding': [`${type} ${data.replace(/=+$/, '')} me`].filter((text) => !text.includes(`${data} `)),
  'too many = signs': [`${bare}=`],
  'behind the key data': [`${bare};`, `${type} "${data}"`],
  'signature algorithm': [`rsa-sha2-256 ${data}`]
}

/** There is no key, or none of the sender’s own. */
export const withoutKey: Record<string, readonly string[]> = {
  'a file name': [
    '~/.ssh/id_rsa.pub',
    'C:\\Users\\me\\.ssh\\id_rsa.pub',
    './id_rsa.pub',
    'id_ed25519.pub',
    '$HOME/.ssh/id_rsa.pub',
    `${variable('HOME')}/.ssh/id_rsa.pub`,
    '%USERPROFILE%\\.ssh\\id_rsa.pub',
    '/root/.ssh/authorized_keys',
    '\\\\server\\share\\id.pub',
    `${type} ~/.ssh/id_rsa.pub`,
    '"~/.ssh/id_rsa.pub"',
    '<~/.ssh/id_rsa.pub'
  ],
  'a file URL': ['file:///home/me/.ssh/id_rsa.pub', 'file://~/.ssh/id_rsa.pub', 'fileb://key.pub'],
  'behind an @': ['@~/.ssh/id_rsa.pub'],
  'read the key from a file': [
    'file("~/.ssh/id_rsa.pub")',
    variable('file("~/.ssh/id_rsa.pub")'),
    "{{ lookup('file', '~/.ssh/id_rsa.pub') }}",
    "readFileSync('id_rsa.pub')"
  ],
  'a command': [
    '$(cat ~/.ssh/id_rsa.pub)',
    '`cat ~/.ssh/id_rsa.pub`',
    'cat ~/.ssh/id_rsa.pub',
    'Get-Content id_rsa.pub'
  ],
  'error message': [
    'cat: /root/.ssh/id_rsa.pub: No such file or directory',
    'The agent has no identities.',
    'Not Found'
  ],
  'a URL': ['https://github.com/me.keys', 'github.com/me.keys', 'gh:me', 'git@github.com:me/it.git'],
  'identifier of a key': ['arn:aws:ec2:us-east-1:1:key-pair/x', 'key-0123456789abcdef0', '/subscriptions/1/x'],
  AccessKey: ['LTAI5tExampleExample'],
  'a variable': [
    variable('SSH_KEY'),
    '$SSH_KEY',
    '%SSH_KEY%',
    '$env:SSH_KEY',
    '{{ ssh_key }}',
    variable('{ secrets.KEY }'),
    '<%= key %>'
  ],
  'an expression': ['var.ssh_key', 'tls_private_key.mine.public_key_openssh', 'process.env.SSH_KEY'],
  'a value that is not set': ['undefined', 'null', 'None', '""', '{}'],
  'prints an object': ['[object Object]', '<Buffer 73 73 68>'],
  masked: ['***', `${type} ***`, '(sensitive value)', '[REDACTED]'],
  placeholder: ['<your public key>', 'YOUR_PUBLIC_KEY', `${type} <key>`, `${type} xxxxxxxxxx`],
  'was cut: it has dots': [
    `${type} AAAA... me`,
    `${type} ${data.slice(0, 40)}…`,
    `${type} ${data.slice(0, 40)}...${data.slice(-9)} me`
  ],
  'ends too early': [`${type} ${data.slice(0, 100)}`, `${type} ${data.slice(0, 101)}`, data.slice(0, 100)],
  'all small or all capital': [bare.toLowerCase(), bare.toUpperCase()],
  'another script': [`ѕѕh-rѕа ${data.slice(0, 40)}`],
  fingerprint: [
    `SHA256:${'a'.repeat(43)}`,
    '2048 MD5:40:4c:45:9b:f3:fa:41:da:d8:9b:b3:61:bf:99:e5:07 me (RSA)',
    '40:4c:45:9b:f3:fa:41:da:d8:9b:b3:61:bf:99:e5:07',
    'xusak-dekod-gecec-hadad-fober-hafis-hemek-pivyx-rygap-comim-coxax'
  ],
  SSHFP: ['host IN SSHFP 1 2 f062182484158a2383b54f'],
  DNSSEC: ['example.com. IN DNSKEY 257 3 8 AwEAAag'],
  'recipient of age': ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
  WireGuard: ['xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg='],
  minisign: ['untrusted comment: minisign public key 1\nRWQ'],
  GnuPG: ['-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ\n-----END PGP PUBLIC KEY BLOCK-----'],
  'signature or a message': ['-----BEGIN SSH SIGNATURE-----\nU1N\n-----END SSH SIGNATURE-----'],
  'PEM, but of no public key': ['-----BEGIN DH PARAMETERS-----\nMII\n-----END DH PARAMETERS-----'],
  'SSH protocol 1': [`2048 65537 ${'1234567890'.repeat(20)}`],
  'a page': ['<!DOCTYPE html><html><body>Sign in</body></html>'],
  'security tokens': ['sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t'],
  'Keys of this type are not supported': ['ssh-ed448 AAAACXNzaC1lZDQ0OAAAADk='],
  'request for a certificate': ['-----BEGIN CERTIFICATE REQUEST-----\nMII\n-----END CERTIFICATE REQUEST-----'],
  known_hosts: [
    `host.example ${pub}`,
    `[host]:22 ${pub}`,
    `|1|YQ==|Yg== ${pub}`,
    `10.0.0.1 ${pub}`,
    `@cert-authority *.x ${pub}`
  ],
  'one word': ['my-key', '张三'],
  'does not look like a public key': ['hello world', 'please let me in'],
  'behind the key data without a space': [`${bare},${ed25519.line}`]
}
