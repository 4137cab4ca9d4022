# There are no threads: a pool does its work when it gets it.
class Result:
    def __init__(self, function, args, kwargs):
        try:
            self.value, self.error = function(*args, **(kwargs or {})), None
        except Exception as error:
            self.value, self.error = None, error
    def get(self, timeout=None):
        if self.error is not None:
            raise self.error
        return self.value
    def wait(self, timeout=None):
        pass
    def ready(self):
        return True
    def successful(self):
        return self.error is None
class ThreadPool:
    def __init__(self, processes=None, initializer=None, initargs=()):
        if initializer is not None:
            initializer(*initargs)
    def apply_async(self, func, args=(), kwds=None, callback=None, error_callback=None):
        return Result(func, args, kwds)
    def apply(self, func, args=(), kwds=None):
        return func(*args, **(kwds or {}))
    def map(self, func, iterable, chunksize=None):
        return [func(item) for item in iterable]
    def imap(self, func, iterable, chunksize=1):
        return map(func, iterable)
    imap_unordered = imap
    def close(self):
        pass
    terminate = join = close
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
Pool = ThreadPool
TimeoutError = TimeoutError
