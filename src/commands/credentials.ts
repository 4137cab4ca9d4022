/** The credentials that each client would use, and whether they look like those of a real account. */
import { looksReal } from '../auth/real.ts'
import { type ClientEnvironment, firstOf, type Profile } from './client-environment.ts'
import type { Found } from './clients/client.ts'

const shown = (accessKeyId: string) => (accessKeyId.length > 8 ? `${accessKeyId.slice(0, 4)}…` : accessKeyId)
const withId = (where: string, id: string): Found => ({ where, shown: shown(id), isReal: looksReal(id) })
// Credentials that a client fetches when it needs them are never ours.
const fetched = (where: string, how: string): Found => ({ where, shown: how, isReal: true })

/** In the order of the SDKs' default chain: environment, the CLI's profile, the SDKs' file. */
export function sdkCredentials(clientEnvironment: ClientEnvironment): Found | undefined {
  const { environment, profiles, currentProfile } = clientEnvironment
  const isProfileOff = environment.ALIBABA_CLOUD_CLI_PROFILE_DISABLED?.toLowerCase() === 'true'
  const name = environment.ALIBABA_CLOUD_PROFILE || currentProfile
  return (
    fromEnvironment(clientEnvironment, ['ALIBABA_CLOUD_ACCESS_KEY_ID'], ['ALIBABA_CLOUD_ACCESS_KEY_SECRET']) ??
    fromIdentityProvider(clientEnvironment) ??
    (isProfileOff ? undefined : fromProfile(profiles.find((profile) => profile.name === name))) ??
    fromSdkFile(clientEnvironment) ??
    fromAddress(clientEnvironment)
  )
}

const cliIds = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABACLOUD_ACCESS_KEY_ID', 'ALICLOUD_ACCESS_KEY_ID', 'ACCESS_KEY_ID']

/** The CLI prefers its profile to its variables. */
export const cliCredentials = (clientEnvironment: ClientEnvironment): Found | undefined =>
  fromProfile(clientEnvironment.profile) ?? fromEnvironment(clientEnvironment, cliIds)

const terraformIds = ['ALICLOUD_ACCESS_KEY', 'ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABACLOUD_ACCESS_KEY_ID']

/** Terraform uses a profile only if a variable names it. */
export function terraformCredentials(clientEnvironment: ClientEnvironment): Found | undefined {
  const named = firstOf(clientEnvironment.environment, ['ALICLOUD_PROFILE', 'ALIBABA_CLOUD_PROFILE'])
  return (
    fromEnvironment(clientEnvironment, terraformIds) ??
    fromProfile(clientEnvironment.profiles.find(({ name }) => name === named))
  )
}

/** All credentials on this machine, whether or not a client would use them now. */
export function allCredentials(clientEnvironment: ClientEnvironment): Found[] {
  const variables = [...new Set([...cliIds, ...terraformIds])].map((name) => fromEnvironment(clientEnvironment, [name]))
  return [
    ...variables,
    fromIdentityProvider(clientEnvironment),
    ...clientEnvironment.profiles.map(fromProfile),
    fromSdkFile(clientEnvironment),
    fromAddress(clientEnvironment)
  ].filter((found) => found !== undefined)
}

function fromEnvironment(
  { environment }: ClientEnvironment,
  names: readonly string[],
  alsoNeeded: readonly string[] = []
): Found | undefined {
  const name = names.find((each) => environment[each])
  const id = name === undefined ? undefined : environment[name]
  if (name === undefined || id === undefined || !alsoNeeded.every((each) => environment[each])) return undefined
  return withId(name, id)
}

function fromProfile(profile: Profile | undefined): Found | undefined {
  if (profile === undefined) return undefined
  const { name, mode, accessKeyId } = profile
  const where = `~/.aliyun/config.json, profile ${name}`
  if (mode === '' || mode === 'AK' || mode === 'StsToken') return accessKeyId ? withId(where, accessKeyId) : undefined
  return mode === 'Anonymous' ? undefined : fetched(where, `mode ${mode}`)
}

function fromSdkFile({ environment, sdkFile }: ClientEnvironment): Found | undefined {
  const section = environment.ALIBABA_CLOUD_PROFILE || 'default'
  const values = readSection(sdkFile.text, section)
  const where = `${sdkFile.path}, [${section}]`
  if (values.type === 'access_key' || values.type === 'sts')
    return values.access_key_id ? withId(where, values.access_key_id) : undefined
  return values.type === undefined ? undefined : fetched(where, `type ${values.type}`)
}

function readSection(text: string, name: string): Record<string, string> {
  const values: Record<string, string> = {}
  let isIn = false
  for (const line of text.split(/\r?\n/)) {
    const [, header] = /^\s*\[(.+)\]\s*$/.exec(line) ?? []
    if (header !== undefined) isIn = header.trim() === name
    const [, key, value] = /^\s*([A-Za-z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (isIn && key !== undefined && value !== undefined) values[key] = value
  }
  return values
}

function fromIdentityProvider({ environment }: ClientEnvironment): Found | undefined {
  const names = ['ALIBABA_CLOUD_ROLE_ARN', 'ALIBABA_CLOUD_OIDC_PROVIDER_ARN', 'ALIBABA_CLOUD_OIDC_TOKEN_FILE']
  return names.every((name) => environment[name]) ? fetched(names.join(', '), 'OIDC') : undefined
}

const fromAddress = ({ environment }: ClientEnvironment): Found | undefined =>
  environment.ALIBABA_CLOUD_CREDENTIALS_URI ? fetched('ALIBABA_CLOUD_CREDENTIALS_URI', 'from a URL') : undefined
