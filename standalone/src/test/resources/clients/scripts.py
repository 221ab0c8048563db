"""The scripts of docs/api.md with a generated client: scripts.py API CATALOG IMAGE"""

import os
import sys
import time
from pathlib import Path

from holdfast_client import (
    ApiClient,
    Configuration,
    DeploymentsApi,
    DeploymentView,
    DevicePage,
    DevicesApi,
    ExportsApi,
    ImagesApi,
    NewDeployment,
)

API, CATALOG, IMAGE = sys.argv[1:]


def list_untrusted(client: ApiClient) -> None:
    cursor: str | None = None
    while True:
        page: DevicePage = DevicesApi(client).list_devices(CATALOG, cursor=cursor, filter="is:untrusted", sort="id")
        for device in page.items:
            since = device.trust_since.isoformat() if device.trust_since else None
            print(f"{device.id} {device.trust.value} since {since}: {device.reason_code}")
        cursor = page.next
        if cursor is None:
            return


def lost(state: DeploymentView) -> int:
    return (state.held or 0) + (state.blocked or 0) + (state.offline or 0)


def deploy(client: ApiClient) -> None:
    uploaded = ImagesApi(client).upload_image(CATALOG, Path(IMAGE).read_bytes())
    deployments = DeploymentsApi(client)
    # Debian's pydantic knows only the JSON names of properties.
    started = deployments.start_deployment("Production", "Toaster", CATALOG, NewDeployment(imageIds=[uploaded.id]))
    state: DeploymentView = started
    while state.current and state.attested + state.failed + lost(state) < state.targeted:
        time.sleep(1)
        state = deployments.get_deployment(started.id, CATALOG)
    print(f"{state.attested} of {state.targeted} attested {','.join(it.name for it in state.images)}")


def export_all(client: ApiClient) -> None:
    exports = ExportsApi(client)
    # The client accepts only errors in JSON, unless the operation responds with JSON.
    csv = {"Accept": "text/csv"}
    for name in ("devices", "reports"):
        Path(f"{name}.csv").write_bytes(exports.export_list_as_csv(CATALOG, name, _headers=csv))
    Path("audit.ndjson").write_bytes(exports.export_list_as_json_lines(CATALOG, "audit", filter="at:<1d"))


with ApiClient(Configuration(host=API, access_token=os.environ["TOKEN"])) as api:
    list_untrusted(api)
    deploy(api)
    export_all(api)
