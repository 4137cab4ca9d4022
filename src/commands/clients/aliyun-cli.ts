import { type ClientEnvironment, firstOf } from '../client-environment.ts'
import { cliCredentials } from '../credentials.ts'
import { type Client, credentialVariables, region } from './client.ts'

// aliyun-cli reads the profile first, then these.
const regionNames = ['ALIBABA_CLOUD_REGION_ID', 'ALIBABACLOUD_REGION_ID', 'ALICLOUD_REGION_ID', 'REGION_ID', 'REGION']

export const aliyunCli: Client = {
  title: 'aliyun CLI',
  variables: ({ endpoint }, key) => ({
    ...credentialVariables(key),
    ALIBABA_CLOUD_REGION_ID: region,
    ALIBABA_CLOUD_ENDPOINT: endpoint,
    // It prefers its profiles to the environment, and they may hold credentials of a real account.
    ALIBABA_CLOUD_IGNORE_PROFILE: 'TRUE'
  }),
  lines: ({ endpoint, protocol }) => [
    `aliyun swas-open ListKeyPairs --force${protocol === 'http' ? ' --insecure' : ''} --RegionId ${region}`,
    `Each call needs --force${protocol === 'http' ? ', and --insecure for plain HTTP' : ''}; DeleteKeyPairs also --method POST.`,
    `Version 3.4.11 finds the service by ALIBABA_CLOUD_ENDPOINT; an older one may need --endpoint ${endpoint} in each call.`,
    'Whether its plugins (swas-open list-key-pairs) speak plain HTTP isn’t known.'
  ],
  routes(clientEnvironment) {
    const { profile, environment } = clientEnvironment
    const credentials = cliCredentials(clientEnvironment)
    const cloud = `swas.${profile?.region || firstOf(environment, regionNames) || region}.aliyuncs.com`
    const plugin = pluginEndpoint(clientEnvironment)
    return {
      'aliyun CLI': {
        to: environment.ALIBABA_CLOUD_ENDPOINT || cloud,
        why: environment.ALIBABA_CLOUD_ENDPOINT
          ? 'from ALIBABA_CLOUD_ENDPOINT, which version 3.4.11 reads; an older one may only know --endpoint'
          : 'ALIBABA_CLOUD_ENDPOINT is not set; a call may pass --endpoint',
        credentials
      },
      'aliyun CLI, plugin': {
        to: plugin?.to ?? cloud,
        why: plugin?.why ?? 'neither the profile nor ALIBABA_CLOUD_ENDPOINT has an endpoint',
        credentials
      }
    }
  }
}

function pluginEndpoint({ profile, environment }: ClientEnvironment) {
  if (profile?.endpoint) return { to: profile.endpoint, why: `from the profile ${profile.name}` }
  const to = environment.ALIBABA_CLOUD_ENDPOINT
  return to ? { to, why: 'from ALIBABA_CLOUD_ENDPOINT' } : undefined
}
