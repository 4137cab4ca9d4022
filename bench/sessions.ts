/** What servers and sessions cost, and what they leave of ListKeyPairs. */
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'ssh2'
import { startWatched, type Watched } from './heap.ts'
import { repeat } from './list-key-pairs.ts'
import { claim, median, print, spread } from './print.ts'
import { sentByListKeyPairs } from './sdk-request.ts'
import { account, connect, exec, makeServers, type Server, shell, withKeys } from './servers.ts'

/** By then the threads that nobody needs any more have ended. */
const calmMs = 40_000

export async function measureSessions(): Promise<void> {
  await withKeys(async ({ ed25519 }) => {
    const started = await startWatched()
    try {
      await raiseQuota(started.endpoint)
      const request = await sentByListKeyPairs(account.AccessKeyId)
      const servers = await makeServers(started, 50, ed25519)
      await measureServers(started, ed25519)
      const load = async () => (await repeat(started.endpoint, request)).rate
      const thrice = async () => [await load(), await load(), await load()]
      await load()
      const idle = await thrice()
      const clients = await openShells(started, servers, readFileSync(ed25519))
      const busy = await thrice()
      print(`  ListKeyPairs: ${spread(idle)} calls a second, with fifty sessions ${spread(busy)}`)
      claim('ListKeyPairs with fifty sessions ÷ without', median(busy) / median(idle), 'at least', 0.5)
      const active = await whileTyping(clients, thrice)
      print(`  and each of them runs a command a second: ${spread(active)} calls a second`)
      claim('ListKeyPairs with fifty sessions that type ÷ without', median(active) / median(idle), 'at least', 0.5)
      for (const client of clients) client.end()
    } finally {
      await started.stop()
    }
  })
}

async function raiseQuota(endpoint: string): Promise<void> {
  const raised = await fetch(`http://${endpoint}/_swas/quotas/Instances`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ quota: 2000 })
  })
  if (!raised.ok) throw new Error(await raised.text())
}

async function measureServers(started: Watched, key: string): Promise<void> {
  const before = await started.held()
  await makeServers(started, 1000, key)
  const { heap, rss } = await started.held()
  const threads = /^Threads:\s+(\d+)/m.exec(readFileSync(`/proc/${started.pid}/status`, 'utf8'))?.[1]
  print(
    `  a thousand more servers: heap ${(heap - before.heap).toFixed(1)} MB, RSS ${(rss - before.rss).toFixed(0)} MB, ${threads} threads`
  )
}

/** A shell on each, left alone until it is idle. What the first one loads for all isn't counted. */
async function openShells(started: Watched, servers: readonly Server[], key: Buffer): Promise<Client[]> {
  const open = async (address: string) => {
    const client = await connect(key, started.sshPort, address)
    await shell(client)
    return client
  }
  const clients: Client[] = []
  const [first, ...rest] = servers
  if (first !== undefined) clients.push(await open(first.address))
  await wait(calmMs)
  const before = await started.held()
  for (const { address } of rest) clients.push(await open(address))
  await wait(calmMs)
  const { heap, rss } = await started.held()
  print(`  ${rest.length} more: heap ${(heap - before.heap).toFixed(1)} MB, RSS ${(rss - before.rss).toFixed(0)} MB`)
  claim('an idle session with a shell, MB of heap', (heap - before.heap) / rest.length, 'at most', 1)
  claim('an idle session with a shell, MB of RSS', (rss - before.rss) / rest.length, 'at most', 1)
  return clients
}

async function whileTyping<T>(clients: readonly Client[], work: () => Promise<T>): Promise<T> {
  let isOver = false
  const typing = clients.map(async (client) => {
    while (!isOver) {
      await exec(client, 'uname -a')
      await wait(1000)
    }
  })
  await wait(1000)
  const result = await work()
  isOver = true
  await Promise.all(typing)
  return result
}
