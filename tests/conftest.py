"""What all tests share."""

import signal

pytest_plugins = ["pytester"]


def pytest_configure(config):
    # A shell's background job ignores this, and so would all that tests start and stop by it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
