import type { ChildService } from '../../../../control/child-services.ts'

/** A child service as the control API shows it. */
export const showService = ({ id, port, sshPort, started, idleSeconds }: ChildService) => ({
  id,
  port,
  ...(sshPort !== undefined && { sshPort }),
  started: started.toISOString(),
  idleSeconds
})
