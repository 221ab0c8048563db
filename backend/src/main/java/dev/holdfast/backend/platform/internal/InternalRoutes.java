package dev.holdfast.backend.platform.internal;

/** A feature's part of the internal device API: an application-scoped bean that adds its routes at start. */
public interface InternalRoutes {
    /** Adds the routes. */
    void addTo(InternalRouter router);
}
