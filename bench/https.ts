/** ListKeyPairs over HTTPS on kept connections, beside the same over HTTP. */
import { repeat } from './list-key-pairs.ts'
import { compareLoads } from './load.ts'
import { claim } from './print.ts'
import { onEachEngine, service, startProgram } from './programs.ts'
import { fillAccount } from './rpc.ts'
import { sentByListKeyPairs } from './sdk-request.ts'

export async function measureHttps(databaseUrl: string | undefined): Promise<void> {
  await onEachEngine(databaseUrl, compareOn)
}

async function compareOn(engine: string, databaseUrl: string | undefined): Promise<void> {
  const account = `https-${engine}`
  const ours = await startProgram(await service(databaseUrl))
  try {
    await fillAccount(ours.endpoint, account)
    const sent = await sentByListKeyPairs(account)
    const ratio = await compareLoads(
      { name: `${engine}, HTTP`, drive: () => repeat(ours.endpoint, sent) },
      { name: `${engine}, HTTPS`, drive: () => repeat(ours.endpoint, sent, 'https') }
    )
    claim(`${engine}: HTTPS ÷ HTTP`, ratio, 'at least', 0.7)
  } finally {
    await ours.stop()
  }
}
