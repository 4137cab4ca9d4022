import t from 'tap'
import { type Body, publicKey, secondPublicKey, start } from '../fixture.ts'
import { account, importKeyPair, keyPairNames, refused, refusesBadParameters } from './expect.ts'

t.test('ImportKeyPair', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)

  t.test('answers the name alone, and ListKeyPairs shows the key', async (t) => {
    const caller = as('works')
    service.clock.set('2026-07-08T09:10:59.999Z')
    const body = await importKeyPair(caller, 'work')
    t.strictSame(Object.keys(body).sort(), ['KeyPairName', 'RequestId'])
    t.equal(body.KeyPairName, 'work')
    const { RequestId: _, ...listed } = await caller.ok('ListKeyPairs')
    t.strictSame(listed, {
      TotalCount: 1,
      PageNumber: 1,
      PageSize: 10,
      KeyPairs: [{ CreationTime: '2026-07-08T09:10Z', KeyPairName: 'work', PublicKey: publicKey, InstanceIds: [] }]
    })
    t.match(await caller.ok('DescribeKeyPair', { KeyPairName: 'work' }), { Origin: 'Imported' })
  })

  t.test('takes a key with blanks around and none behind it, and one without a comment', async (t) => {
    const caller = as('blanks')
    const [type, data] = publicKey.split(' ')
    await importKeyPair(caller, 'around', ` \t${type}  ${data}   my comment here \r\n`)
    await importKeyPair(caller, 'bare', `${type} ${data}`)
    const { KeyPairs } = await caller.ok('ListKeyPairs')
    t.strictSame(
      KeyPairs.map(({ KeyPairName, PublicKey }: Body) => [KeyPairName, PublicKey]),
      [
        ['around', `${type} ${data} my comment here`],
        ['bare', `${type} ${data}`]
      ]
    )
  })

  t.test('takes the same key under several names', async (t) => {
    const caller = as('same key')
    await importKeyPair(caller, 'one')
    await importKeyPair(caller, 'two')
    t.strictSame(await keyPairNames(caller), ['one', 'two'])
  })

  t.test('takes every name within the rule, in characters and not in bytes', async (t) => {
    const caller = as('names')
    const good = ['ab', 'Z9', 'a:_-', '密钥', '密钥-1', '々a', '〇a', 'http', 'x'.repeat(64), '鑰'.repeat(64)]
    for (const name of good) t.equal((await importKeyPair(caller, name)).KeyPairName, name)
    t.strictSame((await keyPairNames(caller)).sort(), [...good].sort())
    await caller.ok('ImportKeyPair', {
      KeyPairName: '龘'.repeat(64),
      PublicKeyBody: publicKey,
      RegionId: 'cn-shanghai'
    })
    t.strictSame(await keyPairNames(caller, 'cn-shanghai'), ['龘'.repeat(64)])
  })

  t.test('refuses names outside of the rule', async (t) => {
    const caller = as('bad names')
    const bad = [
      'a',
      '密',
      '𠮷𠮷',
      '1ab',
      ':ab',
      '_ab',
      '-ab',
      'a b',
      'a.b',
      ' ab',
      'ab\n',
      'a\0b',
      'éa',
      'aé',
      'あい',
      '한글',
      'a：b',
      'http://ab',
      'https://ab',
      'a😀',
      'x'.repeat(65),
      '鑰'.repeat(65),
      '龘'.repeat(65)
    ]
    for (const KeyPairName of bad) {
      const reply = await caller.rpc('ImportKeyPair', { KeyPairName, PublicKeyBody: publicKey })
      refused(t, reply, 'InvalidKeyPairName.Malformed', { about: JSON.stringify(KeyPairName) })
    }
    t.strictSame(await keyPairNames(caller), [])
  })

  t.test('a name is taken once, by case, in one region of one account', async (t) => {
    const caller = as('unique')
    await importKeyPair(caller, 'work')
    const again = { KeyPairName: 'work', PublicKeyBody: secondPublicKey }
    refused(t, await caller.rpc('ImportKeyPair', again), 'KeyPairNameAlreadyExist')
    await importKeyPair(caller, 'Work', secondPublicKey)
    await caller.ok('ImportKeyPair', { ...again, RegionId: 'cn-beijing' })
    await as('unique, another').ok('ImportKeyPair', again)
    const { KeyPairs } = await caller.ok('ListKeyPairs', { KeyPairName: 'work' })
    t.equal(KeyPairs[0].PublicKey, publicKey)
    t.strictSame(await keyPairNames(caller), ['Work', 'work'])
  })

  t.test('refuses the eleventh of a region, and says a taken name before that', async (t) => {
    const caller = as('quota')
    for (let n = 1; n <= 10; n++) await importKeyPair(caller, `key-${n}`)
    const eleventh = { KeyPairName: 'key-11', PublicKeyBody: publicKey }
    refused(t, await caller.rpc('ImportKeyPair', eleventh), 'QuotaExceed.KeyPair')
    refused(t, await caller.rpc('ImportKeyPair', { ...eleventh, KeyPairName: 'key-1' }), 'KeyPairNameAlreadyExist')
    await caller.ok('ImportKeyPair', { ...eleventh, RegionId: 'cn-beijing' })
    await as('quota, another').ok('ImportKeyPair', eleventh)
    t.equal((await keyPairNames(caller)).length, 10)
  })

  t.test('refuses what is no public key, with the reason and without the text', async (t) => {
    const caller = as('bad keys')
    const [type = '', data = ''] = publicKey.split(' ')
    for (const [PublicKeyBody, detail] of [
      [' ', 'No public key was given.'],
      [
        '-----BEGIN OPENSSH PRIVATE KEY-----',
        'This is a private key; keep it to yourself and send the public key instead, which `ssh-keygen -y -f FILE` prints.'
      ],
      [
        'hello world',
        'This does not look like a public key, which is one line that begins with its type, as “ssh-ed25519 AAAA” does.'
      ],
      [
        '~/.ssh/id_rsa.pub',
        'This is a file name, not a public key: send the content of the file, one line that begins with the key type.'
      ],
      [type, 'The key type is not followed by the Base64 key data.'],
      [
        `${type} ${data.slice(0, -4)}`,
        'The key data ends too early: it was cut when it was copied, or a length inside it points past its end.'
      ],
      [
        `ssh-rsa ${data}`,
        `The key type in front differs from the one inside the key data. The text holds a key of type ssh-ed25519 with 256 bits, fingerprint SHA256:3K4ioBKKMcXHe+kqv9vKzVJR7P6BIEH/nbYjtBAM7pA. Send this line instead: ${type} ${data}`
      ],
      [`${publicKey}\n${secondPublicKey}`, 'One public key on one line is expected, this text has several lines.'],
      [`${publicKey} ${'x'.repeat(16 * 1024)}`, 'A public key may not be longer than 16 KiB.']
    ] as const) {
      const reply = await caller.rpc('ImportKeyPair', { KeyPairName: 'work', PublicKeyBody })
      refused(t, reply, 'InvalidPublicKeyBody.Malformed', { detail, about: detail })
    }
    t.strictSame(await keyPairNames(caller), [])
  })

  t.test('gives one key pair for one ClientToken', async (t) => {
    const caller = as('token')
    const parameters = { KeyPairName: 'work', PublicKeyBody: publicKey, ClientToken: 'once' }
    await caller.ok('ImportKeyPair', parameters)
    t.match(await caller.ok('ImportKeyPair', parameters), { KeyPairName: 'work' })
    const other = await caller.rpc('ImportKeyPair', { ...parameters, KeyPairName: 'other' })
    refused(t, other, 'IdempotentParameterMismatch')
    t.strictSame(await keyPairNames(caller), ['work'])
  })

  await refusesBadParameters(t, as('bad parameters'), 'ImportKeyPair', { KeyPairName: 'ab', PublicKeyBody: publicKey })
})
