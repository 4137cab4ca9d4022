/** The published test vectors, and those that the official code gave for this API. */
import t from 'tap'
import type { Pair } from '../../src/auth/encode.ts'
import { signV1, stringToSignV1 } from '../../src/auth/v1.ts'
import { canonicalRequest, sha256, signV3, stringToSignV3 } from '../../src/auth/v3.ts'

const v1 = { SignatureMethod: 'HMAC-SHA1', SignatureVersion: '1.0', AccessKeyId: 'testid' }
const swas = { Version: '2020-06-01', Timestamp: '2026-01-02T03:04:05Z', SignatureNonce: 'nonce-0001' }
const business = {
  RegionId: 'cn-hangzhou',
  KeyPairName: 'a:b_c-d *~+/=é',
  'InstanceIds.1': 'i1',
  'InstanceIds.2': 'i2'
}
const attach = { ...v1, ...swas, ...business, Action: 'AttachKeyPair', Format: 'json' }
const pairs = (parameters: Record<string, string>): Pair[] => Object.entries(parameters)

t.test('signature V1', async (t) => {
  const describeRegions = {
    ...v1,
    Action: 'DescribeRegions',
    Format: 'XML',
    SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
    Timestamp: '2016-02-23T12:46:24Z',
    Version: '2014-05-26'
  }
  const describeDedicatedHosts = {
    ...v1,
    Action: 'DescribeDedicatedHosts',
    Format: 'JSON',
    RegionId: 'cn-beijing',
    SignatureNonce: 'edb2b34af0af9a6d14deaf7c1a5315eb',
    Timestamp: '2023-03-13T08:34:30Z',
    Version: '2014-05-26'
  }
  t.equal(
    stringToSignV1('GET', pairs(describeRegions)),
    'GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26'
  )
  t.equal(
    stringToSignV1('POST', pairs({ ...attach, Signature: 'ignored' })),
    'POST&%2F&AccessKeyId%3Dtestid%26Action%3DAttachKeyPair%26Format%3Djson%26InstanceIds.1%3Di1%26InstanceIds.2%3Di2%26KeyPairName%3Da%253Ab_c-d%2520%252A~%252B%252F%253D%25C3%25A9%26RegionId%3Dcn-hangzhou%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3Dnonce-0001%26SignatureVersion%3D1.0%26Timestamp%3D2026-01-02T03%253A04%253A05Z%26Version%3D2020-06-01'
  )
  for (const [name, method, parameters, expected] of [
    ['V1-a', 'GET', describeRegions, 'OLeaidS1JvxuMvnyHOwuJ+uX5qY='],
    ['V1-b', 'GET', describeDedicatedHosts, '9NaGiOspFP5UPcwX8Iwt2YJXXuk='],
    ['V1-c', 'POST', attach, 'xXi7gt4uiFdjghYfFl+7HPpSg6A='],
    ['V1-d', 'GET', attach, 'agy+wMXzQemHVA/wrnKU0Kd7/O8='],
    ['V1-e', 'POST', { ...attach, SecurityToken: 'st/+=' }, 'qnozLuEX24G3o2b7OaO3l90/jUg='],
    ['V1-f', 'POST', { ...attach, SignatureType: '' }, 'oTT2hdfBh5uVBukLPoBbI/+eu08=']
  ] as const) {
    t.equal(signV1('testsecret', stringToSignV1(method, pairs(parameters))), expected, name)
  }
})

t.test('signature V3', async (t) => {
  const empty = sha256('')
  const common = { method: 'POST', path: '/' }
  const list = (headers: Record<string, string>) => ({
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    signedHeaders: Object.keys(headers)
  })
  const acs = { 'x-acs-date': swas.Timestamp, 'x-acs-version': swas.Version, host: '127.0.0.1:8080' }

  const a = canonicalRequest({
    ...common,
    query: pairs({
      ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
      RegionId: 'cn-shanghai'
    }),
    ...list({
      host: 'ecs.cn-shanghai.aliyuncs.com',
      'x-acs-action': 'RunInstances',
      'x-acs-content-sha256': empty,
      'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      'x-acs-version': '2014-05-26'
    }),
    bodyHash: empty
  })
  t.equal(sha256(a), '7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259', 'V3-a')
  t.equal(
    signV3('YourAccessKeySecret', stringToSignV3(a)),
    '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    'V3-a'
  )

  const b = canonicalRequest({
    ...common,
    query: pairs(business),
    ...list({
      ...acs,
      'x-acs-action': 'AttachKeyPair',
      'x-acs-content-sha256': empty,
      'x-acs-signature-nonce': 'nonce-0001'
    }),
    bodyHash: empty
  })
  t.equal(
    b.split('\n')[2],
    'InstanceIds.1=i1&InstanceIds.2=i2&KeyPairName=a%3Ab_c-d%20%2A~%2B%2F%3D%C3%A9&RegionId=cn-hangzhou'
  )
  t.equal(sha256(b), '97714472ddfe5c4508a4c2f69ff5c3acb86c402e7d469240773f9740558cdb61', 'V3-b')
  t.equal(
    signV3('testsecret', stringToSignV3(b)),
    '8e171cf51607fe843f66ed845248b5cfee97a344fbd8f003560ebbf96249ebc7',
    'V3-b'
  )

  const bodyHash = sha256('KeyPairName=k1&PublicKeyBody=ssh-rsa%20AAAA%2B%2F%3D%20me%40host')
  t.equal(bodyHash, '8ea8580f814d9f1abceddcdf1ed33eeec1e954d0459a730e47693b7b83887b37')
  const c = canonicalRequest({
    ...common,
    query: [],
    ...list({
      ...acs,
      'content-type': 'application/x-www-form-urlencoded',
      'x-acs-action': 'ImportKeyPair',
      'x-acs-accesskey-id': 'testid',
      'x-acs-content-sha256': bodyHash,
      'x-acs-security-token': 'sts-token',
      'x-acs-signature-nonce': 'nonce-0002'
    }),
    bodyHash
  })
  t.equal(
    signV3('testsecret', stringToSignV3(c)),
    '9440315153dd5dde74c3d158cd1b2509e6e7d20099495b7a870286bb7e7f5a73',
    'V3-c'
  )
})
