/** What clients find on this machine: environment variables, and the files of the aliyun CLI and of the SDKs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Environment = Readonly<NodeJS.ProcessEnv>

/** A profile of the aliyun CLI, without its secrets. */
export interface Profile {
  readonly name: string
  readonly mode: string
  readonly accessKeyId: string
  readonly region: string
  readonly endpoint: string
}

export interface ClientEnvironment {
  readonly environment: Environment
  /** The profile that the CLI would use now. */
  readonly profile: Profile | undefined
  readonly profiles: readonly Profile[]
  /** `current` in the CLI's file. */
  readonly currentProfile: string
  /** The file of the SDKs; its text is empty if there is none. */
  readonly sdkFile: { readonly path: string; readonly text: string }
  /** Files that exist and can't be read, each with its reason. */
  readonly unreadable: readonly string[]
}

export const firstOf = (environment: Environment, names: readonly string[]): string | undefined =>
  names.map((name) => environment[name]).find((value) => value)

export function detectClientEnvironment(environment: Environment): ClientEnvironment {
  const home = environment.HOME || environment.USERPROFILE || ''
  const unreadable: string[] = []
  const { current, profiles } = readProfiles(join(home, '.aliyun/config.json'), unreadable)
  const isIgnored = firstOf(environment, ['ALIBABA_CLOUD_IGNORE_PROFILE', 'ALIBABACLOUD_IGNORE_PROFILE']) === 'TRUE'
  const chosen = firstOf(environment, ['ALIBABACLOUD_PROFILE', 'ALIBABA_CLOUD_PROFILE', 'ALICLOUD_PROFILE']) ?? current
  const profile = isIgnored ? undefined : profiles.find(({ name }) => name === chosen)
  const path = environment.ALIBABA_CLOUD_CREDENTIALS_FILE || join(home, '.alibabacloud/credentials')
  const sdkFile = { path, text: readIfThere(path, unreadable) ?? '' }
  return { environment, profile, profiles, currentProfile: current, sdkFile, unreadable }
}

function readProfiles(file: string, unreadable: string[]): { current: string; profiles: Profile[] } {
  const text = readIfThere(file, unreadable) ?? '{}'
  try {
    const { current = 'default', profiles = [] } = JSON.parse(text)
    return { current, profiles: profiles.map(profileOf) }
  } catch {
    unreadable.push(`${file} is not what the aliyun CLI writes`) // the error of JSON.parse would quote its text
    return { current: 'default', profiles: [] }
  }
}

function profileOf(row: Record<string, unknown>): Profile {
  const text = (name: string) => (typeof row[name] === 'string' ? row[name] : '')
  return {
    name: text('name'),
    mode: text('mode'),
    accessKeyId: text('access_key_id'),
    region: text('region_id'),
    endpoint: text('endpoint')
  }
}

function readIfThere(file: string, unreadable: string[]): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTDIR') unreadable.push(`${file} can’t be read: ${code}`)
    return undefined
  }
}
