/** Who may call, and how that is checked. */
import { accessKeys, addresses, integer, oneOf, secret, text, yesNo } from '../parsers.ts'
import { type Setting, yesOrNo } from './setting.ts'

export const access = {
  SWAS_AUTH: {
    option: 'auth',
    type: oneOf('open', 'verify'),
    default: 'open',
    help: {
      en: '`open`: any AccessKey is accepted and is an account of its own. `verify`: only registered ones.',
      zh: '`open`：接受任何 AccessKey，使用未登记的 AccessKeyId 时不校验签名，并视为独立账号。`verify`：只接受已登记的 AccessKey。'
    },
    page: 'signatures',
    inChildServices: 'option'
  },
  SWAS_ACCESS_KEYS: {
    option: 'accessKeys',
    type: accessKeys,
    help: {
      en: 'Registered AccessKeys, whose signatures are verified.',
      zh: '已登记的 AccessKey，其签名必须正确。'
    },
    format: {
      en: 'AccessKeyId:secret or AccessKeyId:secret:token, with commas between several.',
      zh: '格式为 AccessKeyId:secret 或 AccessKeyId:secret:token，多个用逗号分隔。'
    },
    page: 'signatures',
    inLibrary: { en: 'only the one of the service itself', zh: '只有服务自己的一个' },
    inChildServices: 'option'
  },
  SWAS_ACCESS_KEYS_FILE: {
    option: 'accessKeysFile',
    type: text,
    help: {
      en: 'JSON file with more registered AccessKeys; it is read again when it changes.',
      zh: '含更多已登记 AccessKey 的 JSON 文件，修改后自动重新读取。'
    },
    page: 'signatures'
  },
  SWAS_SIGNATURE_WINDOW_S: {
    option: 'signatureWindowS',
    type: integer(1, 86_400),
    default: '900',
    help: {
      en: 'Seconds by which the time of a signature may differ from the service’s clock.',
      zh: '签名时间与服务时钟允许相差的秒数。'
    },
    page: 'signatures',
    inLibrary: {
      en: 'any time, since tests move the service’s clock and clients sign by the machine’s',
      zh: '不限，因为测试会移动服务的时钟，而客户端按机器的时钟签名'
    },
    inChildServices: 'option'
  },
  SWAS_AUTH_FAILURES: {
    option: 'authFailures',
    type: integer(0, 1_000_000),
    default: '600',
    help: {
      en: 'Failed authentications that one address may make in a minute for one AccessKeyId or server; 0 for no limit.',
      zh: '同一地址对同一 AccessKeyId 或同一台服务器每分钟允许的认证失败次数；0 为不限。'
    },
    inChildServices: 'inherited'
  },
  SWAS_TRUSTED_PROXIES: {
    option: 'trustedProxies',
    type: addresses,
    default: '',
    help: {
      en: 'Proxies whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host count, by address or CIDR block. From others, these headers are ignored.',
      zh: '可信的代理（地址或 CIDR 段）：采用其 X-Forwarded-For、X-Forwarded-Proto、X-Forwarded-Host；其他来源的这些头会被忽略。'
    },
    format: { en: 'With commas between several.', zh: '多个用逗号分隔。' },
    page: 'https',
    inChildServices: 'inherited'
  },
  SWAS_CONTROL_TOKEN: {
    option: 'controlToken',
    type: secret(16),
    help: {
      en: 'Token that the operator sends to the control API; 16 characters or more.',
      zh: '管理者访问控制 API 时出示的令牌；至少 16 个字符。'
    },
    page: 'control',
    inLibrary: { en: 'a random one with `verify`, none with `open`', zh: '`verify` 时随机生成，`open` 时没有' }
  },
  SWAS_ENCRYPTION_KEY: {
    option: 'encryptionKey',
    type: secret(32),
    help: {
      en: 'Key that encrypts the secrets in a shared database, such as AccessKeys made at run time; 32 characters or more.',
      zh: '使用共享数据库时加密其中机密（例如运行中创建的 AccessKey）的密钥；至少 32 个字符。'
    },
    page: 'control'
  },
  SWAS_ALLOW_REAL_KEYS: {
    option: 'allowRealKeys',
    type: yesNo,
    default: 'no',
    help: {
      en: 'Whether to accept AccessKeyIds that look like those of the real cloud.',
      zh: '是否接受看起来属于真实云的 AccessKeyId。'
    },
    format: yesOrNo,
    page: 'control'
  }
} as const satisfies Record<string, Setting>
