/**
 * What a device should run, from memory. Guarantees: a device is offered only what its own group's target lists; a
 * change at the backend is seen within moments through the change stream; while the backend is away the last known
 * answers serve on until the manifest set expires; a poll costs the backend nothing but its share of a batch of contacts.
 * Nothing here needs trust: manifest sets and images are signed by keys that the gateway never sees.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.update.UpdateRoutes}, then {@link
 * dev.holdfast.gateway.update.RefreshingCache}.
 */
@NullMarked
package dev.holdfast.gateway.update;

import org.jspecify.annotations.NullMarked;
