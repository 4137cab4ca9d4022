import { type Client, credentialVariables, region } from './client.ts'

export const curl: Client = {
  title: 'curl, and HTTP without an SDK',
  variables: ({ endpoint }, key) => ({ ...credentialVariables(key), ALIBABA_CLOUD_ENDPOINT: endpoint }),
  lines: ({ protocol }, { isKnown }) => [
    `curl -u "$ALIBABA_CLOUD_ACCESS_KEY_ID:$ALIBABA_CLOUD_ACCESS_KEY_SECRET" "${protocol}://$ALIBABA_CLOUD_ENDPOINT/v1/regions/${region}/key-pairs"`,
    isKnown
      ? 'A call of the RPC API must be signed, since the service knows the AccessKey.'
      : `curl "${protocol}://$ALIBABA_CLOUD_ENDPOINT/?Action=ListKeyPairs&Version=2020-06-01&RegionId=${region}&Format=JSON&AccessKeyId=$ALIBABA_CLOUD_ACCESS_KEY_ID"`
  ],
  routes: () => ({ curl: { to: '', why: 'each call has the URL', credentials: undefined } })
}
