/** Where the service listens. */
import { hostNames, integer, oneOf, pemFile, portOrOff, text, yesNo } from '../parsers.ts'
import { type Setting, yesOrNo } from './setting.ts'

export const addresses = {
  HOST: {
    option: 'host',
    type: text,
    default: '127.0.0.1',
    help: {
      en: 'Address to listen on; `localhost` is 127.0.0.1 and ::1.',
      zh: '监听地址；`localhost` 即 127.0.0.1 与 ::1。'
    }
  },
  PORT: {
    option: 'port',
    type: integer(0, 65535),
    default: '20206',
    help: { en: 'Port to listen on; 0 for any free port.', zh: '监听端口；0 表示任意空闲端口。' },
    inLibrary: { default: '0', en: 'any free port', zh: '任意空闲端口' },
    inChildServices: 'option'
  },
  SWAS_HTTPS: {
    option: 'https',
    type: oneOf('optional', 'required'),
    default: 'optional',
    help: {
      en: '`optional`: PORT answers HTTP and HTTPS. `required`: the six key-pair operations that the cloud only serves over HTTPS refuse plain HTTP.',
      zh: '`optional`：PORT 同时提供 HTTP 与 HTTPS。`required`：云上只接受 HTTPS 的六个密钥对操作会拒绝明文 HTTP。'
    },
    page: 'https',
    inChildServices: 'option'
  },
  SWAS_TLS_CERT: {
    option: 'tlsCert',
    type: pemFile('CERTIFICATE'),
    help: {
      en: 'PEM file with the certificate for HTTPS, and the intermediate ones after it. Without it: a certificate of a CA of its own, which is at `/_swas/ca.pem`.',
      zh: 'HTTPS 证书的 PEM 文件，其后可附中间证书。不设置时由服务自己的 CA 签发证书，该 CA 可从 `/_swas/ca.pem` 取得。'
    },
    page: 'https',
    inChildServices: 'inherited'
  },
  SWAS_TLS_KEY: {
    option: 'tlsKey',
    type: pemFile('PRIVATE KEY'),
    help: {
      en: 'PEM file with the private key of SWAS_TLS_CERT, without a passphrase.',
      zh: 'SWAS_TLS_CERT 的私钥的 PEM 文件，不能有口令。'
    },
    page: 'https',
    inChildServices: 'inherited'
  },
  SSH_HOST: {
    option: 'sshHost',
    type: text,
    help: {
      en: 'Address to listen on for SSH. Without it: all loopback addresses of this machine.',
      zh: 'SSH 的监听地址。不设置时为本机的所有回环地址。'
    },
    page: 'ssh'
  },
  SSH_PORT: {
    option: 'sshPort',
    type: portOrOff,
    help: {
      en: 'Port to listen on for SSH; `off` for no SSH. Without it: 20222, or any free port if PORT is 0.',
      zh: 'SSH 的监听端口；`off` 表示不提供 SSH。不设置时为 20222；PORT 为 0 时取任意空闲端口。'
    },
    page: 'ssh',
    inLibrary: { en: 'any free port', zh: '任意空闲端口' }
  },
  SWAS_ALLOW_REMOTE: {
    option: 'allowRemote',
    type: yesNo,
    default: 'no',
    help: {
      en: 'Whether to listen on an address that other machines can reach although SWAS_AUTH is `open`: anyone may call then.',
      zh: 'SWAS_AUTH 为 `open` 时是否也监听其他机器可达的地址；此时任何人都能调用。'
    },
    format: yesOrNo
  },
  SWAS_ALLOWED_HOSTS: {
    option: 'allowedHosts',
    type: hostNames,
    default: '',
    help: {
      en: 'Further host names to accept. Always accepted: IP addresses, localhost, names without a dot, .internal, .test, and the cloud’s swas.*, swas-vpc.* and swas-open.aliyuncs.com.',
      zh: '另外允许使用的主机名。始终允许：IP 地址、localhost、不含点的名称、.internal、.test 以及云上的 swas.*、swas-vpc.*、swas-open.aliyuncs.com。'
    },
    format: { en: 'With commas between several.', zh: '多个用逗号分隔。' },
    inChildServices: 'inherited'
  }
} as const satisfies Record<string, Setting>
