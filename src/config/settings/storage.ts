/** Where the service keeps its data, and what data it starts with. */
import { integer, postgresUrl, seedFile, text } from '../parsers.ts'
import type { Setting } from './setting.ts'

export const storage = {
  DATA_DIR: {
    option: 'dataDir',
    type: text,
    help: {
      en: 'Folder in which the embedded database keeps its files. Without it, the data is in memory and is gone when the service ends.',
      zh: '内嵌数据库保存文件的文件夹。不设置时数据在内存中，服务结束后即消失。'
    }
  },
  DATABASE_URL: {
    option: 'databaseUrl',
    type: postgresUrl,
    help: {
      en: 'PostgreSQL 15 or newer to use instead of the embedded database; any number of replicas may share it.',
      zh: '用 PostgreSQL 15 或更新版本代替内嵌数据库；可供任意多个副本共用。'
    },
    page: 'container'
  },
  SWAS_DATABASE_CONNECT_TIMEOUT_MS: {
    option: 'databaseConnectTimeoutMs',
    type: integer(100, 3_600_000),
    default: '2000',
    help: {
      en: 'Milliseconds for PostgreSQL to accept a connection and to answer on it; after that it counts as unavailable.',
      zh: 'PostgreSQL 最多用多少毫秒接受连接并给出响应；超过即视为不可用。'
    },
    page: 'stopping'
  },
  SWAS_DATABASE_STATEMENT_TIMEOUT_MS: {
    option: 'databaseStatementTimeoutMs',
    type: integer(100, 3_600_000),
    default: '60000',
    help: {
      en: 'Milliseconds for one SQL statement while PostgreSQL still answers others.',
      zh: 'PostgreSQL 仍能响应其他语句时，一条语句最多用多少毫秒。'
    }
  },
  SWAS_DATABASE_POOL_TIMEOUT_MS: {
    option: 'databasePoolTimeoutMs',
    type: integer(100, 3_600_000),
    default: '10000',
    help: {
      en: 'Milliseconds that a call waits for a free connection to PostgreSQL.',
      zh: '调用等待空闲的 PostgreSQL 连接最多多少毫秒。'
    }
  },
  SWAS_SEED: {
    option: 'seed',
    type: seedFile,
    help: {
      en: 'YAML or JSON file of what exists at the start. It is applied once in each database.',
      zh: '说明启动时已有什么的 YAML 或 JSON 文件；同一数据库只执行一次。'
    },
    page: 'seeds'
  }
} as const satisfies Record<string, Setting>
