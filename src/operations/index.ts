/** Every operation of the API: first the cloud's, then our extensions. */
import type { Operation } from '../dispatch/operation.ts'
import { attachKeyPair } from './attach-key-pair.ts'
import { createCommand } from './create-command.ts'
import { createInstanceKeyPair } from './create-instance-key-pair.ts'
import { createInstances } from './create-instances.ts'
import { createKeyPair } from './create-key-pair.ts'
import { deleteCommand } from './delete-command.ts'
import { deleteInstanceKeyPair } from './delete-instance-key-pair.ts'
import { deleteInstances } from './delete-instances.ts'
import { deleteKeyPairs } from './delete-key-pairs.ts'
import { describeCommands } from './describe-commands.ts'
import { describeInstance } from './describe-instance.ts'
import { describeInstanceKeyPair } from './describe-instance-key-pair.ts'
import { describeInstanceLogon } from './describe-instance-logon.ts'
import { describeInstancePasswordsSetting } from './describe-instance-passwords-setting.ts'
import { describeInvocationResult } from './describe-invocation-result.ts'
import { describeInvocations } from './describe-invocations.ts'
import { describeKeyPair } from './describe-key-pair.ts'
import { describePendingRestart } from './describe-pending-restart.ts'
import { describePublicKey } from './describe-public-key.ts'
import { detachKeyPair } from './detach-key-pair.ts'
import { importKeyPair } from './import-key-pair.ts'
import { invokeCommand } from './invoke-command.ts'
import { listImages } from './list-images.ts'
import { listInstanceStatus } from './list-instance-status.ts'
import { listInstances } from './list-instances.ts'
import { listKeyPairs } from './list-key-pairs.ts'
import { listPendingRestarts } from './list-pending-restarts.ts'
import { listPlans } from './list-plans.ts'
import { listRegions } from './list-regions.ts'
import { listTagResources } from './list-tag-resources.ts'
import { rebootInstance } from './reboot-instance.ts'
import { rebootInstances } from './reboot-instances.ts'
import { resetSystem } from './reset-system.ts'
import { runCommand } from './run-command.ts'
import { startInstance } from './start-instance.ts'
import { startInstances } from './start-instances.ts'
import { startTerminalSession } from './start-terminal-session.ts'
import { stopInstance } from './stop-instance.ts'
import { stopInstances } from './stop-instances.ts'
import { tagResources } from './tag-resources.ts'
import { untagResources } from './untag-resources.ts'
import { updateCommandAttribute } from './update-command-attribute.ts'
import { updateInstanceAttribute } from './update-instance-attribute.ts'
import { uploadInstanceKeyPair } from './upload-instance-key-pair.ts'

export const operations: readonly Operation[] = [
  attachKeyPair,
  createCommand,
  createInstanceKeyPair,
  createInstances,
  createKeyPair,
  deleteCommand,
  deleteInstanceKeyPair,
  deleteKeyPairs,
  describeCommands,
  describeInstanceKeyPair,
  describeInstancePasswordsSetting,
  describeInvocationResult,
  describeInvocations,
  detachKeyPair,
  importKeyPair,
  invokeCommand,
  listImages,
  listInstanceStatus,
  listInstances,
  listKeyPairs,
  listPlans,
  listRegions,
  listTagResources,
  rebootInstance,
  rebootInstances,
  resetSystem,
  runCommand,
  startInstance,
  startInstances,
  startTerminalSession,
  stopInstance,
  stopInstances,
  tagResources,
  untagResources,
  updateCommandAttribute,
  updateInstanceAttribute,
  uploadInstanceKeyPair,
  describeKeyPair,
  describePublicKey,
  describeInstance,
  describeInstanceLogon,
  listPendingRestarts,
  describePendingRestart,
  deleteInstances
]
