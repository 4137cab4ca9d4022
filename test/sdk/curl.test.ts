// On the embedded database only: here the client is tested; node-sdk.test.ts tells the story on both.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import { linuxImage, publicKey, start } from '../fixture.ts'
import { has } from '../machine.ts'

const run = promisify(execFile)

t.test('curl and XML', { skip: !has('curl') && 'no curl' }, async (t) => {
  const { endpoint } = await start(t)
  const common = ['Version=2020-06-01', 'AccessKeyId=testid', 'RegionId=cn-hangzhou']
  const curl = async (verb: '--get' | '--data', ...parameters: string[]): Promise<string> => {
    const data = [...common, ...parameters].flatMap((parameter) => ['--data-urlencode', parameter])
    const args = ['--silent', ...(verb === '--get' ? ['--get'] : []), ...data, `http://${endpoint}/`]
    return (await run('curl', args)).stdout
  }
  const prologue = '<?xml version="1.0" encoding="UTF-8"?>'
  const id = '<RequestId>[0-9A-F-]{36}</RequestId>'

  t.test('an answer is XML unless Format says otherwise', async (t) => {
    const key = `PublicKeyBody=${publicKey}`
    const made = await curl('--data', 'Action=ImportKeyPair', 'KeyPairName=a&b', key)
    t.match(made, /<Code>InvalidKeyPairName.Malformed<\/Code>/)
    const answer = await curl('--data', 'Action=ImportKeyPair', 'KeyPairName=钥匙', key)
    t.match(
      answer,
      new RegExp(
        `^${prologue.replace(/[?]/g, '\\?')}<ImportKeyPairResponse><KeyPairName>钥匙</KeyPairName>${id}</ImportKeyPairResponse>$`
      )
    )
    t.match(JSON.parse(await curl('--get', 'Action=ListKeyPairs', 'Format=json')), { TotalCount: 1 })
  })

  t.test('a list is its element repeated', async (t) => {
    const plan = ['PlanId=swas.s2.c2m2s50b4t08', `ImageId=${linuxImage}`, 'Period=1', 'Amount=2']
    const made = await curl('--data', 'Action=CreateInstances', ...plan)
    const ids = [...made.matchAll(/<InstanceIds>([0-9a-f]{32})<\/InstanceIds>/g)].map(([, found]) => found)
    t.equal(ids.length, 2)
    const attached = await curl(
      '--data',
      'Action=AttachKeyPair',
      'KeyPairName=钥匙',
      ...ids.map((name, n) => `InstanceIds.${n + 1}=${name}`)
    )
    t.equal(
      attached.match(
        /<Results><InstanceId>[0-9a-f]{32}<\/InstanceId><Success>true<\/Success><Code>200<\/Code><Message>success<\/Message><\/Results>/g
      )?.length,
      2
    )
    const listed = await curl('--get', 'Action=ListKeyPairs')
    t.match(listed, /<TotalCount>1<\/TotalCount>/)
    t.match(listed, /<KeyPairs><CreationTime>2026-03-04T05:06Z<\/CreationTime><KeyPairName>钥匙<\/KeyPairName>/)
    t.equal(listed.match(/<InstanceIds>/g)?.length, 2)
  })

  t.test('an error is an Error element', async (t) => {
    const refused = await curl('--data', 'Action=DeleteKeyPairs', 'KeyPairNames.1=钥匙')
    const words = 'The specified keyPair attached to instances can not be deleted.'
    t.match(
      refused,
      new RegExp(
        `<Error>${id}<HostId>${endpoint}</HostId><Code>InvalidParameter.KeypairAlreadyAttachedInstance</Code><Message>${words}</Message><Recommend>https://`
      )
    )
  })
})
