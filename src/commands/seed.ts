import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Seeded } from '../client/types.ts'
import { type Command, Failure, type ParsedArguments, UsageError } from './command.ts'
import { readInput } from './input.ts'
import { atService } from './service.ts'
import { targetSettings, urlFlag } from './target.ts'

export const seed: Command = {
  usage: ['FILE|-'],
  about:
    'Creates the servers and key pairs of a YAML or JSON file, all of them or none, and prints them. A new private key is\nshown only once: print it with --json, or save it with --keys. See docs/seeds.md.',
  flags: {
    keys: {
      value: 'FOLDER',
      help: 'Folder to save each private key in, as ACCOUNT.REGION.NAME.pem, readable for its owner only.'
    },
    json: { help: 'Prints the result as JSON, with private keys.' },
    url: urlFlag
  },
  settings: targetSettings,
  async run(line) {
    const [file, ...more] = line.words
    if (file === undefined || more.length > 0) throw new UsageError('say one FILE, or - for standard input.')
    const text = await readInput(file)
    const made = await atService(line, (control) => control.seed(text))
    const folder = line.text('keys')
    if (folder !== undefined) await saveKeys(folder, made)
    if (line.has('json')) line.print(JSON.stringify(made))
    else show(line, made)
    return 0
  }
}

async function saveKeys(folder: string, { keyPairs }: Seeded): Promise<void> {
  for (const { account, regionId, name, privateKey } of keyPairs) {
    if (privateKey === undefined) continue
    const file = join(folder, `${account}.${regionId}.${name}.pem`.replaceAll('/', '_'))
    try {
      await writeFile(file, privateKey, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Otherwise the private key would be lost.
      throw new Failure(
        `${error instanceof Error ? error.message : error}. The key pair ${name} was created; its key is:\n${privateKey}`
      )
    }
  }
}

function show(line: ParsedArguments, { servers, keyPairs }: Seeded): void {
  for (const { account, regionId, name, instanceId, publicIpAddress } of servers)
    line.print(['server', account, regionId, name, instanceId, publicIpAddress].join('\t'))
  for (const { account, regionId, name } of keyPairs) line.print(['key-pair', account, regionId, name].join('\t'))
}
