import { aliyunCli } from './aliyun-cli.ts'
import type { Client } from './client.ts'
import { curl } from './curl.ts'
import { goSdk } from './go-sdk.ts'
import { javaSdk } from './java-sdk.ts'
import { nodeSdk } from './node-sdk.ts'
import { popCore } from './pop-core.ts'
import { pythonSdk } from './python-sdk.ts'
import { rest } from './rest.ts'
import { terraform } from './terraform.ts'

/** By their names on the command line. */
export const clients: Readonly<Record<string, Client>> = {
  node: nodeSdk,
  'pop-core': popCore,
  python: pythonSdk,
  go: goSdk,
  java: javaSdk,
  aliyun: aliyunCli,
  terraform,
  curl,
  rest
}
