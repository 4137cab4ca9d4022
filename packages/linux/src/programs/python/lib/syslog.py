LOG_EMERG, LOG_ALERT, LOG_CRIT, LOG_ERR, LOG_WARNING, LOG_NOTICE, LOG_INFO, LOG_DEBUG = range(8)
LOG_KERN, LOG_USER, LOG_MAIL, LOG_DAEMON, LOG_AUTH = 0, 8, 16, 24, 32
LOG_LOCAL0, LOG_LOCAL7, LOG_PID, LOG_CONS, LOG_NDELAY = 128, 184, 1, 2, 8
def openlog(ident=None, logoption=0, facility=LOG_USER):
    pass
def syslog(*args):
    pass
def closelog():
    pass
def setlogmask(mask):
    return 255
