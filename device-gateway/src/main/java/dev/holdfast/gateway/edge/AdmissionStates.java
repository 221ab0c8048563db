package dev.holdfast.gateway.edge;

import io.vertx.core.Future;

/** Says how devices stand, from memory where that is right. */
public interface AdmissionStates {
    /** Returns how a device stands; fails with a {@link dev.holdfast.gateway.backend.BackendFailure} when that is not to be had. */
    Future<AdmissionState> of(DeviceIdentity identity);

    /**
     * Returns how the device of a connection stands that was just made. As {@link #of}, except that memory does not do while no
     * changes are heard: then the backend is asked, and memory serves only if it is away as well.
     */
    Future<AdmissionState> ofNewcomer(DeviceIdentity identity);
}
