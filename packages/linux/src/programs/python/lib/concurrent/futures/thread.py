# There are no threads: `submit` runs the function at once.
from concurrent.futures import _base
class BrokenThreadPool(_base.BrokenExecutor):
    pass
class ThreadPoolExecutor(_base.Executor):
    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=(), **_):
        if initializer is not None:
            initializer(*initargs)
    def submit(self, fn, /, *args, **kwargs):
        future = _base.Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future
    def _adjust_thread_count(self):
        pass
    def shutdown(self, wait=True, *, cancel_futures=False):
        pass
