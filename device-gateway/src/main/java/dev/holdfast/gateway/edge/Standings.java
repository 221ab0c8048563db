package dev.holdfast.gateway.edge;

import io.vertx.core.Future;

/** Says how devices stand, from memory where that is right. */
public interface Standings {
    /** Returns how a device stands; fails with a {@link dev.holdfast.gateway.backend.BackendFailure} when that is not to be had. */
    Future<Standing> of(DeviceIdentity identity);
}
