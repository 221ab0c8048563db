package dev.holdfast.gateway.edge;

import io.vertx.core.Future;

/** Source of the admission states of devices, cached where possible. */
public interface AdmissionStates {
    /**
     * Returns the state of a device; fails with a {@link dev.holdfast.gateway.backend.BackendFailure} when it is
     * unavailable.
     */
    Future<AdmissionState> of(DeviceIdentity identity);

    /**
     * Returns the state of a device on a new connection. Unlike {@link #of}, it asks the backend while the change
     * stream is down, and uses the cache only if the backend is down, too.
     */
    Future<AdmissionState> ofNewConnection(DeviceIdentity identity);
}
