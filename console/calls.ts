/**
 * One function for each call that the console makes. All throw what `ask` throws. A write takes a ClientToken if its
 * operation has one: a reply may be lost, and then the user presses again.
 */
import { api, ask, type Schemas } from './api.ts'

export type RegionId = Schemas['RegionId']
export type Instance = Schemas['Instance']
export type KeyPair = Schemas['KeyPair']
export type Logon = Schemas['DescribeInstanceLogonResult']
export type PendingRestart = Schemas['PendingRestart']
export type Image = Schemas['Image']
export type Plan = Schemas['Plan']

const regions = '/v1/regions'
const servers = '/v1/regions/{RegionId}/instances'
const server = '/v1/regions/{RegionId}/instances/{InstanceId}'
const several = '/v1/regions/{RegionId}/instances/{InstanceIds}'
const keyPairs = '/v1/regions/{RegionId}/key-pairs'
const keyPair = '/v1/regions/{RegionId}/key-pairs/{KeyPairName}'
const attachments = '/v1/regions/{RegionId}/key-pairs/{KeyPairName}/instances/{InstanceIds}'

export const listRegions = async (AcceptLanguage: Schemas['Language']) =>
  (await ask(api.GET(regions, { params: { query: { AcceptLanguage } } }))).Regions

export const listImages = async (RegionId: RegionId) =>
  (await ask(api.GET('/v1/regions/{RegionId}/images', { params: { path: { RegionId } } }))).Images

export const listPlans = async (RegionId: RegionId) =>
  (await ask(api.GET('/v1/regions/{RegionId}/plans', { params: { path: { RegionId } } }))).Plans

export const listInstances = (RegionId: RegionId, page: Page) =>
  ask(api.GET(servers, { params: { path: { RegionId }, query: page } }))

export const listAllInstances = (RegionId: RegionId): Promise<Instance[]> =>
  all(
    (page) => listInstances(RegionId, page),
    ({ Instances }) => Instances
  )

export const listKeyPairs = (RegionId: RegionId): Promise<KeyPair[]> =>
  all(
    (query) => ask(api.GET(keyPairs, { params: { path: { RegionId }, query } })),
    ({ KeyPairs }) => KeyPairs
  )

export const listPendingRestarts = (RegionId: RegionId): Promise<PendingRestart[]> => {
  const path = '/v1/regions/{RegionId}/pending-restarts'
  const list = (query: Page) => ask(api.GET(path, { params: { path: { RegionId }, query } }))
  return all(list, ({ PendingRestarts }) => PendingRestarts)
}

export const createServer = async (RegionId: RegionId, body: Schemas['CreateInstancesRequest']) =>
  (await ask(api.POST(servers, { params: { path: { RegionId } }, body }))).InstanceIds

export const describeServer = (RegionId: RegionId, InstanceId: string): Promise<Instance> =>
  ask(api.GET(server, { params: { path: { RegionId, InstanceId } } }))

export const describeLogon = (RegionId: RegionId, InstanceId: string): Promise<Logon> =>
  ask(api.GET(`${server}/logon`, { params: { path: { RegionId, InstanceId } } }))

export const describePendingRestart = (RegionId: RegionId, InstanceId: string): Promise<PendingRestart> =>
  ask(api.GET(`${server}/pending-restart`, { params: { path: { RegionId, InstanceId } } }))

export const describeServerKeyPair = async (RegionId: RegionId, InstanceId: string) =>
  (await ask(api.GET(`${server}/key-pair`, { params: { path: { RegionId, InstanceId } } }))).KeyPairName

export const updateServer = (RegionId: RegionId, InstanceId: string, body: Schemas['UpdateInstanceAttributeRequest']) =>
  ask(api.PATCH(server, { params: { path: { RegionId, InstanceId } }, body }))

export const resetSystem = (RegionId: RegionId, InstanceId: string, body: Schemas['ResetSystemRequest']) =>
  ask(api.POST(`${server}/reset-system`, { params: { path: { RegionId, InstanceId } }, body }))

/** Releases a server, even if it is running. */
export const deleteServer = (RegionId: RegionId, InstanceId: string, ClientToken: string) =>
  ask(api.DELETE(server, { params: { path: { RegionId, InstanceId }, query: { Force: true, ClientToken } } }))

export const startTerminal = async (RegionId: RegionId, InstanceId: string) =>
  (await ask(api.POST(`${server}/terminal-sessions`, { params: { path: { RegionId, InstanceId } }, body: {} })))
    .WebSocketUrl

export type Power = 'start' | 'stop' | 'reboot'

export const setPower = (RegionId: RegionId, power: Power, instanceIds: readonly string[], ClientToken: string) => {
  const call = { params: { path: { RegionId, InstanceIds: instanceIds.join(',') } }, body: { ClientToken } }
  if (power === 'start') return ask(api.POST(`${several}/start`, call))
  if (power === 'stop') return ask(api.POST(`${several}/stop`, call))
  return ask(api.POST(`${several}/reboot`, call))
}

export const createKeyPair = (RegionId: RegionId, body: Schemas['CreateKeyPairRequest']) =>
  ask(api.POST(keyPairs, { params: { path: { RegionId } }, body }))

export const importKeyPair = (RegionId: RegionId, body: Schemas['ImportKeyPairRequest']) =>
  ask(api.POST(`${keyPairs}/import`, { params: { path: { RegionId } }, body }))

export const describePublicKey = (PublicKeyBody: string) =>
  ask(api.POST('/v1/public-keys/describe', { body: { PublicKeyBody } }))

export const describeKeyPair = (RegionId: RegionId, KeyPairName: string) =>
  ask(api.GET(keyPair, { params: { path: { RegionId, KeyPairName } } }))

export const deleteKeyPair = (RegionId: RegionId, KeyPairName: string, ClientToken: string) =>
  ask(api.DELETE(keyPair, { params: { path: { RegionId, KeyPairName }, query: { ClientToken } } }))

/** A key pair and servers of its region, at most as many as one call takes. */
export interface Attachment {
  readonly RegionId: RegionId
  readonly KeyPairName: string
  readonly instanceIds: readonly string[]
}

export const attach = async ({ instanceIds, ...keyPair }: Attachment, ClientToken: string) => {
  const path = { ...keyPair, InstanceIds: instanceIds.join(',') }
  return (await ask(api.PUT(attachments, { params: { path }, body: { ClientToken } }))).Results
}

export const detach = async ({ instanceIds, ...keyPair }: Attachment, ClientToken: string) => {
  const path = { ...keyPair, InstanceIds: instanceIds.join(',') }
  return (await ask(api.DELETE(attachments, { params: { path, query: { ClientToken } } }))).Results
}

interface Page {
  PageNumber: number
  PageSize: number
}

/** The entries of all pages. */
async function all<R extends { TotalCount: number }, T>(
  list: (page: Page) => Promise<R>,
  entriesOf: (result: R) => readonly T[]
): Promise<T[]> {
  const found: T[] = []
  for (let PageNumber = 1; ; PageNumber++) {
    const result = await list({ PageNumber, PageSize: 100 })
    const entries = entriesOf(result)
    found.push(...entries)
    if (found.length >= result.TotalCount || entries.length === 0) return found
  }
}
