// On the embedded database only: it is a list of what is declared.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { catalogue } from '../../../src/errors/index.ts'
import { operations } from '../../../src/operations/index.ts'
import { type Body, start } from '../../fixture.ts'
import { controlClient } from './client.ts'

t.test('fidelity is data', async (t) => {
  const { endpoint } = await start(t)
  const { body } = await controlClient(endpoint)('GET', 'fidelity')

  t.test('of every operation and every error', async (t) => {
    t.same(
      body.operations.map(({ operation }: Body) => operation),
      operations.map(({ action }) => action)
    )
    // The build may evaluate modules in another order.
    t.same(body.errors.map(({ code }: Body) => code).sort(), catalogue.map(({ entry }) => entry.code).sort())
    const attach = body.operations.find(({ operation }: Body) => operation === 'AttachKeyPair')
    t.match(attach.rules[0], {
      rule: /one key pair at most/,
      source: 'documented',
      where: 'AttachKeyPair',
      read: '2024-06'
    })
  })

  t.test('counted as it is listed', async (t) => {
    const all = [...body.operations.flatMap(({ rules }: Body) => rules), ...body.errors]
    for (const [source, count] of Object.entries(body.counts))
      t.equal(count, all.filter((one: Body) => one.source === source).length, source)
    t.equal(
      all.length,
      Object.values<number>(body.counts).reduce((sum, count) => sum + count, 0)
    )
  })

  t.test('and the README says how many are assumed', async (t) => {
    const root = join(import.meta.dirname, '../../..')
    for (const file of ['README.md', 'README.zh-CN.md']) {
      const start = readFileSync(join(root, file), 'utf8').split('\n').slice(0, 40).join('\n')
      const [, told = ''] = /<!-- fidelity -->(.*)<!-- \/fidelity -->/s.exec(start) ?? []
      t.match(told, String(body.counts.assumed), file)
    }
  })
})
