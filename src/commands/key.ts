/** The AccessKey that `env` prints: a registered one of the settings, or with `open` any other. */
import { readFileSync } from 'node:fs'
import type { AccessKey } from '../auth/access-keys.ts'
import { parseAccessKeyFile } from '../auth/access-keys.ts'
import { checkConfig } from '../config/config.ts'
import type { Key } from './clients/client.ts'
import { Failure, type ParsedArguments } from './command.ts'

export function chooseKey(line: ParsedArguments): Key {
  const { auth, accessKeys, accessKeysFile } = checkConfig(line.settings())
  const known = [...accessKeys, ...(accessKeysFile === undefined ? [] : readKeys(accessKeysFile))]
  const wanted = line.text('access-key-id')
  const key = known.find(({ accessKeyId, active = true }) => (wanted === undefined ? active : accessKeyId === wanted))
  if (key !== undefined) {
    const { accessKeyId: id, accessKeySecret: secret, securityToken: token = '' } = key
    return { id, secret, token, isKnown: true }
  }
  if (auth === 'verify') {
    throw new Failure(
      `SWAS_AUTH=verify accepts only registered AccessKeys, and the settings have ${wanted === undefined ? 'no AccessKey' : `none of the name ${wanted}`}. For an AccessKey made with the control API, set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET yourself: only its maker knows the secret.`
    )
  }
  const id = wanted ?? 'test'
  return { id, secret: 'test', token: '', isKnown: false }
}

function readKeys(file: string): AccessKey[] {
  try {
    return parseAccessKeyFile(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Failure(`SWAS_ACCESS_KEYS_FILE ${file}: ${error instanceof Error ? error.message : error}`)
  }
}
