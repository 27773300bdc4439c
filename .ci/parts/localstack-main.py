"""Runs LocalStack on 127.0.0.1 only: its server takes just the port of GATEWAY_LISTEN and binds every address."""

import functools

from twisted.internet import endpoints

endpoints.TCP4ServerEndpoint = functools.partial(endpoints.TCP4ServerEndpoint, interface="127.0.0.1")

from localstack.runtime.main import main  # noqa: E402  (after the change above, which it must see)

main()
