package dev.holdfast.backend.platform.internal;

/** Routes of a feature on the internal device API: an application-scoped bean. */
public interface InternalRoutes {
    void addTo(InternalRouter router);
}
