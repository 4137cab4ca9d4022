RLIM_INFINITY, RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE, RLIMIT_NOFILE, RLIMIT_AS = -1, 0, 1, 2, 3, 4, 7, 9
def getrlimit(resource):
    return (65535, 65535) if resource == RLIMIT_NOFILE else (RLIM_INFINITY, RLIM_INFINITY)
def setrlimit(resource, limits):
    pass
