import fc from 'fast-check'
import t from 'tap'
import { passwordLogonAllowed, withPasswordAuthentication } from '../../src/keys/sshd-config.ts'

const root = 'PermitRootLogin yes\n'

const allowed: [title: string, content: string][] = [
  ['PasswordAuthentication is on by default', root],
  ['both are said', `PasswordAuthentication yes\n${root}`],
  ['the first value wins', `${root}PermitRootLogin no\nPasswordAuthentication yes\nPasswordAuthentication no\n`],
  ['keywords and values are read without regard to case', 'PASSWORDauthentication YES\npermitrootlogin Yes'],
  ['an equals sign and quotes are read', 'PermitRootLogin="yes"\nPasswordAuthentication = yes\n'],
  ['a quoted keyword is read', '"PermitRootLogin" yes'],
  ['single quotes are read', "PermitRootLogin 'yes'"],
  ['comments are passed over', `#PermitRootLogin no\n  # PasswordAuthentication no\n${root}`],
  ['a comment may follow', 'PermitRootLogin yes # for now'],
  ['Windows line ends and tabs are read', '\tPermitRootLogin\tyes \r\nPasswordAuthentication yes\r\n'],
  ['a Match block does not count', `${root}Match User bob\n  PasswordAuthentication no\n`],
  ['other keywords do not matter', `PasswordAuthenticationX no\nPubkeyAuthentication no\n${root}`]
]

for (const [title, content] of allowed) {
  t.test(`${title}: root may use a password`, async (t) => t.equal(passwordLogonAllowed(content), true))
}

const denied: [title: string, content: string][] = [
  ['PermitRootLogin is prohibit-password by default', ''],
  ['PermitRootLogin is without-password', 'PermitRootLogin without-password'],
  ['PermitRootLogin is no', 'PermitRootLogin no'],
  ['PasswordAuthentication is no', `${root}PasswordAuthentication no`],
  ['the first no wins', `${root}PasswordAuthentication no\nPasswordAuthentication yes`],
  ['yes stands only in a Match block', `Match User root\n${root}`],
  ['yes stands after a Match block, where it still belongs to it', `Match User bob\n X11Forwarding no\n\n${root}`],
  ['the value is missing, so that sshd does not start', `${root}PasswordAuthentication\n`],
  ['the value is unknown, so that sshd does not start', `${root}PasswordAuthentication maybe\n`],
  ['yes stands in a comment', 'PermitRootLogin #yes'],
  ['Match is written with an equals sign', `match=all\n${root}`]
]

for (const [title, content] of denied) {
  t.test(`${title}: root may not use a password`, async (t) => t.equal(passwordLogonAllowed(content), false))
}

const rewritten: [title: string, before: string, after: string][] = [
  [
    'the value of the first directive is replaced',
    'A 1\nPasswordAuthentication yes\nB 2\n',
    'A 1\nPasswordAuthentication no\nB 2\n'
  ],
  [
    'blanks, spelling and a comment behind stay',
    '  passwordauthentication =\t"yes"  # why\r\nB 2',
    '  passwordauthentication =\tno  # why\r\nB 2'
  ],
  ['what is off stays as it is', 'PasswordAuthentication No # x\n', 'PasswordAuthentication No # x\n'],
  [
    'later directives stay',
    'PasswordAuthentication yes\nPasswordAuthentication yes\n',
    'PasswordAuthentication no\nPasswordAuthentication yes\n'
  ],
  ['a line is put at the top if there is none', 'Port 22\n', 'PasswordAuthentication no\nPort 22\n'],
  ['an empty file gets the line', '', 'PasswordAuthentication no\n'],
  [
    'a directive in a comment is none',
    '#PasswordAuthentication yes\n',
    'PasswordAuthentication no\n#PasswordAuthentication yes\n'
  ],
  [
    'a line is put before the first Match block',
    'Port 22\n\n  Match User bob\n  PasswordAuthentication yes\nMatch all\n',
    'Port 22\n\nPasswordAuthentication no\n  Match User bob\n  PasswordAuthentication yes\nMatch all\n'
  ],
  ['a new line ends as the others do', 'Port 22\r\n', 'PasswordAuthentication no\r\nPort 22\r\n'],
  ['a missing value is filled in', 'PasswordAuthentication\nB 2', 'PasswordAuthentication no\nB 2'],
  ['an empty value after an equals sign is filled in', 'PasswordAuthentication=\n', 'PasswordAuthentication=no\n']
]

for (const [title, before, after] of rewritten) {
  t.test(title, async (t) => t.equal(withPasswordAuthentication(before, 'no'), after))
}

t.test('afterwards no password is accepted, and doing it again changes nothing', async (t) => {
  const words = [
    'PasswordAuthentication',
    'PermitRootLogin',
    'Match all',
    'yes',
    'no',
    '#',
    '=',
    '"',
    ' ',
    '\t',
    '\n',
    '\r\n'
  ]
  const content = fc.array(fc.constantFrom(...words), { maxLength: 25 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(content, (before) => {
      const after = withPasswordAuthentication(before, 'no')
      return !passwordLogonAllowed(after) && withPasswordAuthentication(after, 'no') === after
    }),
    { numRuns: 5000, seed: 7 }
  )
  t.pass()
})
