/** Every operation of the control API, in the order of its document. */
import type { AnyControlOperation } from '../operation.ts'
import { addFaults } from './add-faults.ts'
import { advanceClock } from './advance-clock.ts'
import { clearCalls } from './clear-calls.ts'
import { clearFaults } from './clear-faults.ts'
import { closeSshPort } from './close-ssh-port.ts'
import { createSandbox } from './create-sandbox.ts'
import { deleteAccessKey } from './delete-access-key.ts'
import { deleteFault } from './delete-fault.ts'
import { deleteSandbox } from './delete-sandbox.ts'
import { deleteSnapshot } from './delete-snapshot.ts'
import { fillQuota } from './fill-quota.ts'
import { getCall } from './get-call.ts'
import { getCertificateAuthority } from './get-certificate-authority.ts'
import { getClock } from './get-clock.ts'
import { getFidelity } from './get-fidelity.ts'
import { getHealth } from './get-health.ts'
import { getSandbox } from './get-sandbox.ts'
import { getSignatureReport } from './get-signature-report.ts'
import { getSnapshot } from './get-snapshot.ts'
import { getTransitions } from './get-transitions.ts'
import { listAccessKeys } from './list-access-keys.ts'
import { listCalls } from './list-calls.ts'
import { listFaults } from './list-faults.ts'
import { listQuotas } from './list-quotas.ts'
import { listSandboxes } from './list-sandboxes.ts'
import { listServices } from './list-services.ts'
import { listSnapshots } from './list-snapshots.ts'
import { listSshPorts } from './list-ssh-ports.ts'
import { openSshPort } from './open-ssh-port.ts'
import { putAccessKey } from './put-access-key.ts'
import { reset } from './reset.ts'
import { resetClock } from './reset-clock.ts'
import { resetQuota } from './reset-quota.ts'
import { resetTransitions } from './reset-transitions.ts'
import { restoreSnapshot } from './restore-snapshot.ts'
import { saveSnapshot } from './save-snapshot.ts'
import { seed } from './seed.ts'
import { setClock } from './set-clock.ts'
import { setQuota } from './set-quota.ts'
import { setTransitions } from './set-transitions.ts'
import { startService } from './start-service.ts'
import { stopService } from './stop-service.ts'
import { streamCalls } from './stream-calls.ts'
import { waitForCall } from './wait-for-call.ts'

export const controlOperations: readonly AnyControlOperation[] = [
  getHealth,
  getCertificateAuthority,
  putAccessKey,
  listAccessKeys,
  deleteAccessKey,
  createSandbox,
  listSandboxes,
  getSandbox,
  deleteSandbox,
  getSignatureReport,
  getClock,
  setClock,
  advanceClock,
  resetClock,
  reset,
  listSnapshots,
  saveSnapshot,
  getSnapshot,
  deleteSnapshot,
  restoreSnapshot,
  getTransitions,
  setTransitions,
  resetTransitions,
  addFaults,
  listFaults,
  clearFaults,
  deleteFault,
  listQuotas,
  setQuota,
  resetQuota,
  fillQuota,
  listCalls,
  clearCalls,
  streamCalls,
  getCall,
  waitForCall,
  openSshPort,
  listSshPorts,
  closeSshPort,
  startService,
  listServices,
  stopService,
  getFidelity,
  seed
]
