LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN = 1, 2, 4, 8
F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, FD_CLOEXEC = 0, 1, 2, 3, 4, 1
F_GETLK, F_SETLK, F_SETLKW, F_RDLCK, F_WRLCK, F_UNLCK = 5, 6, 7, 0, 1, 2
def fcntl(fd, cmd, arg=0):
    return 0
def flock(fd, operation):
    pass
def lockf(fd, cmd, len=0, start=0, whence=0):
    pass
def ioctl(fd, request, arg=0, mutate_flag=True):
    raise OSError(25, 'Inappropriate ioctl for device')
