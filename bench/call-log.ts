/** ListKeyPairs with the call log, beside the same service without one. */
import { repeat } from './list-key-pairs.ts'
import { compareLoads } from './load.ts'
import { claim } from './print.ts'
import { onEachEngine, type Program, type Started, service, startProgram } from './programs.ts'
import { fillAccount } from './rpc.ts'
import { sentByListKeyPairs } from './sdk-request.ts'

export async function measureCallLog(databaseUrl: string | undefined): Promise<void> {
  await onEachEngine(databaseUrl, compareOn)
}

async function compareOn(engine: string, databaseUrl: string | undefined): Promise<void> {
  const account = `log-${engine}`
  const started: Started[] = []
  const begin = async (program: Program) => {
    const one = await startProgram(program)
    started.push(one)
    return one.endpoint
  }
  try {
    const kept = await begin(await service(databaseUrl))
    const none = await begin(withoutLog(await service(databaseUrl)))
    await fillAccount(kept, account)
    if (databaseUrl === undefined) await fillAccount(none, account)
    const sent = await sentByListKeyPairs(account)
    const ratio = await compareLoads(
      { name: `${engine}, without a log`, drive: () => repeat(none, sent) },
      { name: `${engine}, with the log`, drive: () => repeat(kept, sent) }
    )
    claim(`${engine}: with the log ÷ without`, ratio, 'at least', 0.9)
  } finally {
    for (const one of started) await one.stop()
  }
}

const withoutLog = ({ environment, ...program }: Program): Program => ({
  ...program,
  environment: { ...environment, SWAS_CALL_LOG_SIZE: '0' }
})
