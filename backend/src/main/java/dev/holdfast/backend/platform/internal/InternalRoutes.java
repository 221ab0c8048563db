package dev.holdfast.backend.platform.internal;

/** Routes of a feature on the internal device API: an application-scoped bean. */
public interface InternalRoutes {
    /** Adds the routes. */
    void addTo(InternalRouter router);
}
