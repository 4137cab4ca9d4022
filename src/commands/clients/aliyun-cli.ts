import { type ClientEnvironment, firstOf } from '../client-environment.ts'
import { cliCredentials } from '../credentials.ts'
import { type Client, credentialVariables, region } from './client.ts'

// As aliyun-cli reads it: the profile first, then these.
const regionNames = ['ALIBABA_CLOUD_REGION_ID', 'ALIBABACLOUD_REGION_ID', 'ALICLOUD_REGION_ID', 'REGION_ID', 'REGION']

export const aliyunCli: Client = {
  title: 'aliyun CLI',
  variables: ({ endpoint }, key) => ({
    ...credentialVariables(key),
    ALIBABA_CLOUD_REGION_ID: region,
    ALIBABA_CLOUD_ENDPOINT: endpoint,
    // Its profiles come before the environment, and may hold what opens a real account.
    ALIBABA_CLOUD_IGNORE_PROFILE: 'TRUE'
  }),
  lines: ({ endpoint, protocol }) => [
    `aliyun swas-open ListKeyPairs --force${protocol === 'http' ? ' --insecure' : ''} --RegionId ${region}`,
    `Each call needs --force${protocol === 'http' ? ', and --insecure for plain HTTP' : ''}; DeleteKeyPairs also --method POST.`,
    `Version 3.4.11 finds the service by ALIBABA_CLOUD_ENDPOINT; an older one may need --endpoint ${endpoint} in each call.`,
    'Whether its plugins (swas-open list-key-pairs) speak plain HTTP is not established.'
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
          ? 'ALIBABA_CLOUD_ENDPOINT says so, to version 3.4.11; an older one may take --endpoint only'
          : 'there is no ALIBABA_CLOUD_ENDPOINT; a call may say --endpoint',
        credentials
      },
      'aliyun CLI, plugin': {
        to: plugin?.to ?? cloud,
        why: plugin?.why ?? 'neither the profile nor ALIBABA_CLOUD_ENDPOINT says an endpoint',
        credentials
      }
    }
  }
}

function pluginEndpoint({ profile, environment }: ClientEnvironment) {
  if (profile?.endpoint) return { to: profile.endpoint, why: `the profile ${profile.name} says so` }
  const to = environment.ALIBABA_CLOUD_ENDPOINT
  return to ? { to, why: 'ALIBABA_CLOUD_ENDPOINT says so' } : undefined
}
