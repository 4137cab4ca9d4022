/** How fast things happen, how much is kept, and when the service refuses work. */
import { integer, oneOf } from '../parsers.ts'
import type { Setting } from './setting.ts'

export const behavior = {
  SWAS_TRANSITION_MS: {
    option: 'transitionMs',
    type: integer(0, 86_400_000),
    default: '0',
    help: {
      en: 'Milliseconds that a server stays in each of Pending, Starting, Stopping and Resetting.',
      zh: '服务器在 Pending、Starting、Stopping、Resetting 各停留多少毫秒。'
    },
    page: 'time',
    inChildServices: 'option'
  },
  SWAS_THROTTLING: {
    option: 'throttling',
    type: oneOf('off', 'documented'),
    default: 'off',
    help: {
      en: '`documented`: calls beyond the rates that the cloud publishes are refused. `off`: there is no limit.',
      zh: '`documented`：拒绝超过云上公布的调用频率的请求。`off`：不限制。'
    },
    page: 'limits',
    inChildServices: 'option'
  },
  SWAS_CALL_LOG_SIZE: {
    option: 'callLogSize',
    type: integer(0, 1_000_000),
    default: '10000',
    help: {
      en: 'Number of calls that the call log keeps, the newest ones; 0 for none.',
      zh: '调用日志保留最新的多少条；0 表示不保留。'
    },
    page: 'calls',
    inChildServices: 'option'
  },
  SWAS_KEY_QUEUE: {
    option: 'keyQueue',
    type: integer(0, 100_000),
    default: '256',
    help: {
      en: 'Queue length for RSA key generation; when it is full, CreateKeyPair answers 503.',
      zh: 'RSA 密钥生成的队列长度；队列已满时 CreateKeyPair 的响应为 503。'
    },
    inChildServices: 'inherited'
  },
  SWAS_REQUEST_TIMEOUT_MS: {
    option: 'requestTimeoutMs',
    type: integer(100, 86_400_000),
    default: '30000',
    help: {
      en: 'Milliseconds for a request to arrive completely.',
      zh: '一个请求最多用多少毫秒传完。'
    },
    inChildServices: 'inherited'
  },
  SWAS_MAX_EVENT_LOOP_DELAY_MS: {
    option: 'maxEventLoopDelayMs',
    type: integer(0, 86_400_000),
    default: '3000',
    help: {
      en: 'Event-loop delay in milliseconds above which requests get 503; 0 for no limit.',
      zh: '事件循环延迟超过多少毫秒时，请求的响应为 503；0 为不限。'
    },
    inChildServices: 'inherited'
  },
  LOG_LEVEL: {
    option: 'logLevel',
    type: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    default: 'info',
    help: {
      en: 'Lowest level to log: fatal, error, warn, info, debug, trace or silent.',
      zh: '日志的最低级别：fatal、error、warn、info、debug、trace 或 silent。'
    },
    inLibrary: { en: '`silent`; with `logTo`, `info`', zh: '`silent`；给出 `logTo` 时为 `info`' },
    inChildServices: 'inherited'
  },
  LOG_FORMAT: {
    option: 'logFormat',
    type: oneOf('text', 'json'),
    help: {
      en: '`text`: log lines for people, with one for each call. `json`: one object a line. Without it: `text` on a terminal, else `json`.',
      zh: '`text`：便于阅读的日志，每次调用一行。`json`：每行一个对象。不设置时在终端上为 `text`，否则为 `json`。'
    },
    inLibrary: { en: '`json`', zh: '`json`' },
    inChildServices: 'inherited'
  }
} as const satisfies Record<string, Setting>
