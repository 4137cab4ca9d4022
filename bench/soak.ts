/** Ten thousand logons, one after the other on each of four servers; memory is to stay. */
import { readFileSync } from 'node:fs'
import { type Held, startWatched } from './heap.ts'
import { claim, print } from './print.ts'
import { connect, exec, makeServers, withKeys } from './servers.ts'

const total = 10_000
const step = 1000

export async function measureSoak(): Promise<void> {
  await withKeys(async ({ ed25519 }) => {
    const started = await startWatched()
    try {
      const servers = await makeServers(started, 4, ed25519)
      const key = readFileSync(ed25519)
      const logOn = async (address: string) => {
        const client = await connect(key, started.sshPort, address)
        const code = await exec(client, 'true')
        if (code !== 0) throw new Error(`exit code ${code}`)
        client.end()
      }
      const seen: Held[] = []
      let spent = 0
      for (let done = 0; done < total; done += step) {
        const before = performance.now()
        const each = async (address: string) => {
          for (let time = 0; time < step / servers.length; time++) await logOn(address)
        }
        await Promise.all(servers.map(({ address }) => each(address)))
        spent += performance.now() - before
        const held = await started.held()
        print(`  ${done + step} logons: heap ${held.heap.toFixed(1)} MB, RSS ${held.rss.toFixed(0)} MB`)
        seen.push(held)
      }
      print(`  ${(total / (spent / 1000)).toFixed(0)} logons a second`)
      // The threads of the four servers grow for some thousand logons, until V8 has seen what they need.
      const [first, half, last] = [seen[0], seen[total / step / 2 - 1], seen.at(-1)]
      if (first === undefined || half === undefined || last === undefined) throw new Error('there are ten')
      claim(`heap after ${total} logons ÷ after ${step}`, last.heap / first.heap, 'at most', 1.1)
      claim(`RSS after ${total} logons ÷ after ${total / 2}`, last.rss / half.rss, 'at most', 1.1)
    } finally {
      await started.stop()
    }
  })
}
