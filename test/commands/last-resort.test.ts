// On the embedded database only: it tries the program.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { caller } from '../fixture.ts'
import { kill, launch } from '../process.ts'

t.test('what nothing caught is logged, and the program goes on', async (t) => {
  const thrower = fileURLToPath(new URL('./thrower.cjs', import.meta.url))
  const child = launch({ NODE_OPTIONS: `--require=${thrower}`, SSH_PORT: '0' })
  t.after(() => kill(child))
  if (child.stdout === null) throw new Error('no output to read')
  const waitingFor = new Set(['thrown by nobody', 'rejected by nobody'])
  let endpoint = ''
  for await (const line of createInterface(child.stdout)) {
    const found = /swas-local answers at http:\/\/([\d.:]+)/.exec(line)?.[1]
    if (found !== undefined) {
      endpoint = found
      child.kill('SIGWINCH')
    }
    if (line.includes('an error that nothing caught')) waitingFor.delete(JSON.parse(line).err.message)
    if (waitingFor.size === 0) break
  }
  child.stdout.resume()
  t.same([...waitingFor], [], 'both are logged')
  t.match(await caller(endpoint)('ListKeyPairs'), { status: 200 })
  child.kill('SIGTERM')
  t.same(await once(child, 'exit'), [0, null])
})
