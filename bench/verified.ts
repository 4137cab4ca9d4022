/** ListKeyPairs with every signature verified, beside the same calls of an unknown AccessKey, which isn't checked. */
import { compareLoads, drive } from './load.ts'
import { claim } from './print.ts'
import { onEachEngine, type Program, service, startProgram } from './programs.ts'
import { fillAccount } from './rpc.ts'

const driver = ['--import', 'tsx', 'bench/signed-load.ts']

export async function measureVerified(databaseUrl: string | undefined): Promise<void> {
  await onEachEngine(databaseUrl, compareOn)
}

// One process: the two differ in nothing but who calls.
async function compareOn(engine: string, databaseUrl: string | undefined): Promise<void> {
  const program = await service(databaseUrl)
  const ours = await startProgram(withEncryptionKey(program))
  try {
    for (const account of ['known', 'unknown']) await fillAccount(ours.endpoint, account)
    await fetch(`http://${ours.endpoint}/_swas/access-keys/known`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accessKeySecret: 'secret' })
    })
    const ratio = await compareLoads(
      { name: `${engine}, unchecked`, drive: () => drive([...driver, ours.endpoint, 'unknown', 'secret']) },
      { name: `${engine}, verified`, drive: () => drive([...driver, ours.endpoint, 'known', 'secret']) }
    )
    claim(`${engine}: verified ÷ unchecked`, ratio, 'at least', 0.7)
  } finally {
    await ours.stop()
  }
}

const withEncryptionKey = ({ environment, ...program }: Program): Program => ({
  ...program,
  environment: { ...environment, SWAS_ENCRYPTION_KEY: 'only-for-measuring-0123456789abcdef' }
})
