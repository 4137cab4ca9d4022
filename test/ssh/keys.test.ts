/** Which keys are accepted: every type, certificates, and what OpenSSH takes no longer. */
import { execFileSync } from 'node:child_process'
import t from 'tap'
import { makeServer, needsSsh, publicLine, startSsh } from './client.ts'

t.test('keys', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const { ssh, makeKey, authorize } = setting
  const id = await makeServer(setting)
  const isIn = async (key: string, ...args: string[]) => (await ssh(id, { key, args }, 'true')).code === 0

  for (const [type, ...more] of [
    ['rsa', '-b', '2048'],
    ['rsa', '-b', '3072'],
    ['ecdsa', '-b', '256'],
    ['ecdsa', '-b', '384'],
    ['ecdsa', '-b', '521'],
    ['ed25519']
  ]) {
    t.test(`${type} ${more.join(' ')}`, async (t) => {
      const [mine, others] = ['mine', 'others'].map((name) =>
        makeKey(`${type}${more.join('')}${name}`, '-t', type ?? '', ...more)
      )
      await authorize(id, publicLine(mine ?? ''))
      t.ok(await isIn(mine ?? ''))
      t.notOk(await isIn(others ?? ''))
    })
  }

  t.test('RSA with SHA-2, never with SHA-1', async (t) => {
    const key = makeKey('sha', '-t', 'rsa')
    await authorize(id, publicLine(key))
    for (const algorithm of ['rsa-sha2-256', 'rsa-sha2-512'])
      t.ok(await isIn(key, '-o', `HostKeyAlgorithms=${algorithm}`), `the server’s, ${algorithm}`)
    // ssh2 (1.17) forgets a comma where it tells clients what it takes, and so doesn't name rsa-sha2-512.
    t.ok(await isIn(key, '-o', 'PubkeyAcceptedAlgorithms=rsa-sha2-256'))
    t.notOk(await isIn(key, '-o', 'PubkeyAcceptedAlgorithms=ssh-rsa'))
    t.notOk(await isIn(key, '-o', 'HostKeyAlgorithms=ssh-rsa'), 'the server’s')
  })

  t.test('DSA: it may be imported, and is never accepted', async (t) => {
    const key = makeKey('dsa', '-t', 'dsa')
    const own = makeKey('beside-dsa', '-t', 'ed25519')
    await authorize(id, publicLine(key), publicLine(own))
    t.notOk(await isIn(key, '-o', 'PubkeyAcceptedAlgorithms=+ssh-dss'))
    t.ok(await isIn(own), 'the line below it does')
  })

  t.test('several, as the cloud’s guide has them', async (t) => {
    const [one, two, three] = ['one', 'two', 'three'].map((name) => makeKey(name, '-t', 'rsa'))
    await authorize(
      id,
      '# the first',
      publicLine(one ?? ''),
      '',
      '   ',
      `\t${publicLine(two ?? '')} \r`,
      'ssh-rsa AAAA x'
    )
    t.same([await isIn(one ?? ''), await isIn(two ?? ''), await isIn(three ?? '')], [true, true, false])
  })
})

t.test('certificates', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const { ssh, makeKey, authorize, clock } = setting
  const id = await makeServer(setting)
  clock.set('2026-03-04T05:06:07Z')
  const authority = makeKey('authority', '-t', 'ed25519')
  const rsaAuthority = makeKey('rsa-authority', '-t', 'rsa')
  let count = 0
  /** Whether a new certificate of a new key is accepted. */
  const isIn = async (sign: readonly string[], { type = 'ed25519', by = authority } = {}) => {
    const key = makeKey(`certified-${++count}`, '-t', type)
    execFileSync('ssh-keygen', ['-q', '-s', by, '-I', 'id', ...sign, `${key}.pub`], {
      env: { ...process.env, TZ: 'UTC' }
    })
    const { code, stdout } = await ssh(id, { key, args: ['-o', `CertificateFile=${key}-cert.pub`] }, 'echo', 'in')
    return code === 0 && stdout.trim()
  }
  const always = ['-n', 'root', '-V', '20200101:20300101']

  await authorize(id, `cert-authority ${publicLine(authority)}`, `cert-authority ${publicLine(rsaAuthority)}`)
  for (const type of ['ed25519', 'rsa', 'ecdsa']) t.equal(await isIn(always, { type }), 'in', type)
  t.equal(await isIn([...always, '-t', 'rsa-sha2-512'], { by: rsaAuthority }), 'in', 'signed by an RSA key')
  t.equal(await isIn([...always, '-t', 'ssh-rsa'], { by: rsaAuthority }), false, 'signed with SHA-1')
  t.equal(await isIn(['-V', '20200101:20300101']), 'in', 'for everybody')
  t.equal(await isIn(['-n', 'bob', '-V', '20200101:20300101']), false, 'for somebody else')
  t.equal(await isIn(['-n', 'root', '-V', '20200101:20200102']), false, 'over')
  t.equal(await isIn(['-n', 'root', '-V', '20290101:20300101']), false, 'to come')
  t.equal(await isIn([...always, '-h']), false, 'of a host')
  t.equal(await isIn([...always, '-O', 'force-command=echo forced']), 'forced')
  t.equal(await isIn([...always, '-O', 'source-address=127.0.0.0/8']), 'in')
  t.equal(await isIn([...always, '-O', 'source-address=10.0.0.0/8']), false)
  t.equal(await isIn([...always, '-O', 'critical:strange=yes']), false, 'with an option that is not known')
  t.equal(await isIn(always, { by: makeKey('other-authority', '-t', 'ed25519') }), false, 'of another authority')

  await authorize(id, publicLine(authority))
  t.equal(await isIn(always), false, 'the authority’s line is one of a plain key')
  await authorize(id, `cert-authority,principals="web,db" ${publicLine(authority)}`)
  t.equal(await isIn(['-n', 'db', '-V', '20200101:20300101']), 'in', 'for a name of the line')
  t.equal(await isIn(always), false, 'for root, whom the line doesn’t name')
  t.equal(await isIn(['-V', '20200101:20300101']), false, 'for nobody in particular')
  await authorize(id, `cert-authority,command="echo line" ${publicLine(authority)}`)
  t.equal(await isIn(always), 'line')
  t.equal(await isIn([...always, '-O', 'force-command=echo forced']), false, 'two commands')
})
