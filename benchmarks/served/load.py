"""What ``wrk`` measures of one address."""

import re
import subprocess
import urllib.request

CONNECTIONS = 8


def requests_per_second(address: str, seconds: int) -> float:
    """After a first visit by ourselves, which must be answered with 200."""
    for _ in range(4):  # each worker has its imports and first renditions behind it
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 our own server
            if answer.status != 200 or len(answer.read()) < 500:
                raise AssertionError(f"{address} answers {answer.status}")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", address]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    if "Non-2xx" in output:
        raise AssertionError(output)
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if found is None:
        raise AssertionError(output)
    return float(found[1])
